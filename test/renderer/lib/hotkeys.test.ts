import { describe, expect, it } from 'vitest';
import { Hotkeys, keycaps } from '../../../src-renderer/lib/hotkeys.ts';

interface Pressed {
  readonly shift?: boolean;
  readonly ctrl?: boolean;
  readonly alt?: boolean;
  readonly repeat?: boolean;
  readonly code?: string;
}

/** What of a KeyboardEvent the table reads; there is no DOM here. */
function press(
  key: string,
  { shift = false, ctrl = false, alt = false, repeat = false, code = '' }: Pressed = {},
): KeyboardEvent {
  const event = {
    key,
    code,
    shiftKey: shift,
    ctrlKey: ctrl,
    metaKey: false,
    altKey: alt,
    repeat,
    isComposing: false,
    defaultPrevented: false,
    target: null,
    preventDefault: () => undefined,
  };
  return event as unknown as KeyboardEvent;
}

function table() {
  const ran: string[] = [];
  const hotkeys = new Hotkeys();
  const key = (keys: string[], more: { repeats?: boolean; when?: () => boolean } = {}) => ({
    keys,
    title: keys.join(),
    group: 'Everywhere' as const,
    run: () => ran.push(keys[0] ?? ''),
    ...more,
  });
  return { ran, hotkeys, key };
}

describe('Hotkeys', () => {
  it('tells letters apart by Shift and Ctrl, and signs by what they are', () => {
    const { ran, hotkeys, key } = table();
    hotkeys.register([
      key(['a']),
      key(['Shift+A']),
      key(['Mod+Z']),
      key(['Mod+Shift+Z']),
      key(['?']),
      key(['[']),
    ]);
    hotkeys.handle(press('a'));
    hotkeys.handle(press('A', { shift: true }));
    hotkeys.handle(press('z', { ctrl: true }));
    hotkeys.handle(press('Z', { ctrl: true, shift: true }));
    hotkeys.handle(press('?', { shift: true }));
    hotkeys.handle(press('ü', { code: 'BracketLeft' }));
    expect(ran).toEqual(['a', 'Shift+A', 'Mod+Z', 'Mod+Shift+Z', '?', '[']);
    expect(hotkeys.handle(press('a', { ctrl: true }))).toBe(false);
  });

  it('tells Alt from no Alt, and Space with Shift from Space', () => {
    const { ran, hotkeys, key } = table();
    hotkeys.register([
      key(['Shift+ArrowLeft']),
      key(['Alt+Shift+ArrowLeft']),
      key(['Space']),
      key(['Shift+Space']),
    ]);
    hotkeys.handle(press('ArrowLeft', { shift: true, alt: true }));
    hotkeys.handle(press('ArrowLeft', { shift: true }));
    hotkeys.handle(press(' ', { shift: true, code: 'Space' }));
    hotkeys.handle(press(' ', { code: 'Space' }));
    expect(ran).toEqual(['Alt+Shift+ArrowLeft', 'Shift+ArrowLeft', 'Shift+Space', 'Space']);
    expect(hotkeys.handle(press('ArrowLeft', { alt: true }))).toBe(false);
  });

  it('lets the newest table go first and gives keys back when it is disposed', () => {
    const { ran, hotkeys, key } = table();
    hotkeys.register([key(['Escape'])]);
    const dispose = hotkeys.register([{ ...key(['Escape']), run: () => ran.push('inner') }]);
    hotkeys.handle(press('Escape'));
    dispose();
    hotkeys.handle(press('Escape'));
    expect(ran).toEqual(['inner', 'Escape']);
  });

  it('repeats only what may repeat, and skips what does not apply', () => {
    const { ran, hotkeys, key } = table();
    let applies = false;
    hotkeys.register([key(['d'], { repeats: true }), key(['b']), key(['0'], { when: () => applies })]);
    for (const repeat of [false, true]) {
      hotkeys.handle(press('d', { repeat }));
      hotkeys.handle(press('b', { repeat }));
    }
    hotkeys.handle(press('0'));
    applies = true;
    hotkeys.handle(press('0'));
    expect(ran).toEqual(['d', 'b', 'd', '0']);
  });

  it('draws keycaps', () => {
    expect(keycaps('Mod+Shift+Z')).toEqual(['Ctrl', 'Shift', 'Z']);
    expect(keycaps('ArrowLeft')).toEqual(['←']);
    expect(keycaps('+')).toEqual(['+']);
  });
});
