import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ChangeFeed } from '../../../src-renderer/lib/changes.ts';
import { takeUp } from '../../../src-renderer/lib/manner.ts';
import { currentLook } from '../../../src-renderer/lib/theme.svelte.ts';
import { language } from '../../../src-renderer/lib/words.ts';
import { PreferencesState } from '../../../src-renderer/workspaces/shell/preferences.svelte.ts';
import type { Preferences } from '../../../src-shared/contract/system.contract.ts';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';

const defaults: Preferences = {
  language: 'en',
  theme: 'dark',
  paper: 'a4',
  letterhead: '',
  confidence: 0.9,
  blind: false,
};

/** A workstation that holds preferences, and refuses a letterhead of "no". */
function bench() {
  let held = defaults;
  const client = {
    system: {
      preferences: () => Promise.resolve(held),
      changePreferences: (change: Partial<Preferences>) => {
        if (change.letterhead === 'no')
          return Promise.reject(new LapidaryError('refused', 'Not that.', 'Write another.'));
        held = { ...held, ...change };
        return Promise.resolve(held);
      },
    },
  } as unknown as ConstructorParameters<typeof PreferencesState>[0]['client'];
  const changes = new ChangeFeed();
  const reload = vi.fn();
  return {
    changes,
    reload,
    state: new PreferencesState({ client, changes }, reload),
    /** Another window changes something. */
    outside: (change: Partial<Preferences>) => {
      held = { ...held, ...change };
      changes.announce({ topic: 'settings', id: null });
    },
  };
}

describe('the preferences on the page', () => {
  const root = { dataset: {} as Record<string, string>, lang: '' };
  beforeEach(async () => {
    root.dataset = {};
    vi.stubGlobal('document', { documentElement: root, querySelector: () => null });
    await takeUp({ language: 'en', theme: 'dark' });
  });

  it('dress the page at once, also where another window changed them', async () => {
    const { state, outside, reload } = bench();
    const stop = state.start();
    await vi.waitFor(() => expect(state.current?.theme).toBe('dark'));
    await state.change({ theme: 'light' });
    expect([root.dataset['theme'], currentLook(), state.saved]).toEqual(['light', 'light', true]);
    outside({ theme: 'dark' });
    await vi.waitFor(() => expect(root.dataset['theme']).toBe('dark'));
    expect(reload).not.toHaveBeenCalled();
    stop();
  });

  it('reload the page in another language, once what is being written is saved', async () => {
    const { state, reload } = bench();
    const order: string[] = [];
    reload.mockImplementation(() => order.push('reload'));
    state.beforeReload(async () => {
      await Promise.resolve();
      order.push('saved');
    });
    const forget = state.beforeReload(async () => order.push('forgotten'));
    forget();
    await state.change({ language: 'de' });
    expect(order).toEqual(['saved', 'reload']);
  });

  it('reload nothing where the language that is asked for is spoken already', async () => {
    const { state, reload } = bench();
    await takeUp({ language: 'ja', theme: 'dark' });
    expect([language(), root.lang]).toEqual(['ja', 'ja']);
    await state.change({ language: 'ja' });
    expect(reload).not.toHaveBeenCalled();
  });

  it('say why a change was not taken, and keep what holds', async () => {
    const { state } = bench();
    await state.change({ letterhead: 'Department of Urology' });
    await state.change({ letterhead: 'no' });
    expect(state.failure).toMatchObject({ code: 'refused', remedy: 'Write another.' });
    expect([state.current?.letterhead, state.saved, state.saving]).toEqual([
      'Department of Urology',
      false,
      false,
    ]);
  });
});
