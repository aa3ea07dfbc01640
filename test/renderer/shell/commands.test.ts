import { describe, expect, it, vi } from 'vitest';
import { ChangeFeed } from '../../../src-renderer/lib/changes.ts';
import { Hotkeys } from '../../../src-renderer/lib/hotkeys.ts';
import type { Hotkey } from '../../../src-renderer/lib/hotkeys.ts';
import {
  findCommands,
  folded,
  keyCommands,
  preferenceCommands,
} from '../../../src-renderer/workspaces/shell/commands.ts';
import type { Command } from '../../../src-renderer/workspaces/shell/commands.ts';
import { PreferencesState } from '../../../src-renderer/workspaces/shell/preferences.svelte.ts';

/** What a command hands to its key's table; there is no DOM here. */
class Press {
  readonly key: string;
  constructor(_: string, { key }: { key: string }) {
    this.key = key;
  }
}

const named = (title: string, group = 'View'): Command => ({
  id: `${group}/${title}`,
  title,
  group,
  keys: [],
  chosen: false,
  run: () => undefined,
});
const titles = (commands: readonly Command[]): string[] => commands.map(({ title }) => title);

describe('the commands of the keys', () => {
  it('are those that apply now, the later of two with one key, and none that is held or a bare range', () => {
    vi.stubGlobal('KeyboardEvent', Press);
    const ran: string[] = [];
    const key = (title: string, keys: string[], more: Partial<Hotkey> = {}): Hotkey => ({
      keys,
      title,
      group: 'View',
      run: (event) => ran.push(`${title} by ${event.key}`),
      ...more,
    });
    const hotkeys = new Hotkeys();
    hotkeys.register([
      key('Whole frame', ['f']),
      key('Not now', ['n'], { when: () => false }),
      key('Magnifier, while held', ['.'], { held: true }),
      key('Label', ['1', '2'], { shown: '1 … 2' }),
      key('Leave', ['Escape']),
      key('Class', ['3', '4'], {
        shown: '3 … 4',
        choices: () => [{ key: '4', title: 'Class: Ia' }],
      }),
    ]);
    hotkeys.register([key('Stop drawing', ['Escape'])]);
    const commands = keyCommands(hotkeys);
    expect(titles(commands)).toEqual(['Whole frame', 'Stop drawing', 'Class: Ia']);
    for (const { run } of commands) run();
    expect(ran).toEqual(['Whole frame by f', 'Stop drawing by Escape', 'Class by 4']);
  });
});

describe('the choices of preferences', () => {
  it('tell what holds, and change it', async () => {
    const asked: unknown[] = [];
    let theme = 'light';
    const client = {
      system: {
        preferences: () => Promise.resolve({ language: 'en', theme }),
        changePreferences: (change: { theme: string }) => {
          asked.push(change);
          ({ theme } = change);
          return Promise.resolve({ language: 'en', theme });
        },
      },
    } as unknown as ConstructorParameters<typeof PreferencesState>[0]['client'];
    vi.stubGlobal('document', { documentElement: { dataset: {} }, querySelector: () => null });
    const preferences = new PreferencesState({ client, changes: new ChangeFeed() }, () => undefined);
    const stop = preferences.start();
    await vi.waitFor(() => expect(preferences.current).not.toBeNull());
    const chosen = (): string[] =>
      titles(preferenceCommands(preferences).filter((command) => command.chosen));
    expect(chosen()).toEqual(['Theme: Light', 'Language: English']);
    preferenceCommands(preferences)
      .find(({ title }) => title === 'Theme: Dark')
      ?.run();
    await vi.waitFor(() => expect(chosen()).toEqual(['Theme: Dark', 'Language: English']));
    expect(asked).toEqual([{ theme: 'dark' }]);
    expect(titles(preferenceCommands(preferences))).toContain('Language: 日本語');
    stop();
  });
});

describe('the search', () => {
  const commands = [
    named('Zoom in'),
    named('Brush', 'Mask'),
    named('Larger brush', 'Mask'),
    named('Máscara más fuerte', 'Máscara'),
    named('Größer', 'Ansicht'),
    named('マスクを表示', '表示'),
  ];

  it('leaves case, accents and the kind of kana aside', () => {
    expect(titles(findCommands(commands, 'MASCARA', []))).toEqual(['Máscara más fuerte']);
    expect(titles(findCommands(commands, 'grosser', []))).toEqual(['Größer']);
    expect(titles(findCommands(commands, 'ますく', []))).toEqual(['マスクを表示']);
    expect(folded('ＡＢＣ')).toBe('abc');
  });

  it('wants every word, in the title or in the group, and puts the beginning first', () => {
    expect(titles(findCommands(commands, 'brush', []))).toEqual(['Brush', 'Larger brush']);
    expect(titles(findCommands(commands, 'mask brush', []))).toEqual(['Brush', 'Larger brush']);
    expect(titles(findCommands(commands, 'lar bru', []))).toEqual(['Larger brush']);
    expect(findCommands(commands, 'brush zoom', [])).toEqual([]);
  });

  it('puts what was used last before its equals, not before what fits better', () => {
    const pair = [named('Mask on'), named('Mask off'), named('Unmask')];
    expect(titles(findCommands(pair, 'mask', ['View/Unmask', 'View/Mask off']))).toEqual([
      'Mask off',
      'Mask on',
      'Unmask',
    ]);
  });
});
