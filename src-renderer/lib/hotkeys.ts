import { t } from './words.ts';

export type HotkeyGroup =
  'Everywhere' | 'Worklist' | 'Frames' | 'View' | 'Mask' | 'Findings' | 'Adapt' | 'Models';

export interface Hotkey {
  /**
   * As in `KeyboardEvent.key`, with "Mod+" for Ctrl or Command, "Alt+" and "Shift+": "Mod+Shift+Z", "ArrowLeft", "?".
   * Digits with Shift by their place, since what they type differs: "Shift+Digit1". Space and Enter press a button or a
   * menu item that has the focus, and are left to it.
   */
  readonly keys: readonly string[];
  readonly title: string;
  /** What the keyboard map shows instead of the keys: "1 … 9". */
  readonly shown?: string;
  readonly group: HotkeyGroup;
  readonly run: (event: KeyboardEvent) => void;
  /** Left to others where this is false. */
  readonly when?: () => boolean;
  /** Works while a text field has the focus, too, as function keys do anyway. */
  readonly whileTyping?: boolean;
  /** Held down: runs again and again. */
  readonly repeats?: boolean;
  /** Acts for as long as it is held, so that there is nothing to choose from a list. */
  readonly held?: boolean;
  /** What each of its keys stands for at the moment, where they are a range. Left out: a range is not in the palette. */
  readonly choices?: () => readonly { readonly key: string; readonly title: string }[];
}

/** The keys of the page, in one table: what runs them also draws the keyboard map. Later ones go first. */
export class Hotkeys {
  readonly #tables = new Set<readonly Hotkey[]>();

  /** Returns the disposer. */
  register(table: readonly Hotkey[]): () => void {
    this.#tables.add(table);
    return () => this.#tables.delete(table);
  }

  /** Whether a key was found for the event. */
  handle(event: KeyboardEvent): boolean {
    if (event.defaultPrevented || event.isComposing) return false;
    // Function keys write nothing, so nothing is lost if they lead away from a field.
    const typing = isTextField(event.target) && !/^F\d+$/.test(event.key);
    if ((event.key === ' ' || event.key === 'Enter') && isPressed(event.target)) return false;
    for (const table of [...this.#tables].reverse()) {
      for (const hotkey of table) {
        if (typing && hotkey.whileTyping !== true) continue;
        if (event.repeat && hotkey.repeats !== true) continue;
        if (!hotkey.keys.some((key) => matches(event, key))) continue;
        if (hotkey.when !== undefined && !hotkey.when()) continue;
        event.preventDefault();
        hotkey.run(event);
        return true;
      }
    }
    return false;
  }

  /** What can be pressed now, by group, in the order of registration. */
  listed(): { group: HotkeyGroup; hotkeys: Hotkey[] }[] {
    const groups = new Map<HotkeyGroup, Hotkey[]>();
    for (const table of this.#tables) {
      for (const hotkey of table) groups.set(hotkey.group, [...(groups.get(hotkey.group) ?? []), hotkey]);
    }
    return [...groups].map(([group, hotkeys]) => ({ group, hotkeys }));
  }
}

/** The press of a combination, for what is run without one. */
export function pressOf(combination: string): KeyboardEvent {
  const parts = combination.split('+');
  const key = combination.endsWith('+') ? '+' : (parts.at(-1) ?? '');
  return new KeyboardEvent('keydown', {
    key,
    code: key,
    ctrlKey: parts.includes('Mod'),
    altKey: parts.includes('Alt'),
    shiftKey: parts.includes('Shift'),
  });
}

/** Where a key sits may be what is meant: brackets need a third key on many layouts. */
const places: Readonly<Record<string, string>> = { '[': 'BracketLeft', ']': 'BracketRight' };

function matches(event: KeyboardEvent, combination: string): boolean {
  const parts = combination.split('+').filter((part) => part !== '');
  const key = combination.endsWith('+') ? '+' : (parts.at(-1) ?? '');
  const mod = parts.includes('Mod');
  if (mod !== (event.ctrlKey || event.metaKey) || parts.includes('Alt') !== event.altKey) return false;
  const letter = /^[a-z]$/i.test(key);
  // A sign's own Shift belongs to the sign; letters and named keys say it.
  if ((letter || key.length > 1) && parts.includes('Shift') !== event.shiftKey) return false;
  if (event.key.toLowerCase() === key.toLowerCase() || event.code === key) return true;
  return !event.shiftKey && places[key] !== undefined && event.code === places[key];
}

function isTextField(target: EventTarget | null): boolean {
  if (typeof HTMLElement === 'undefined' || !(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return (
    target instanceof HTMLInputElement && !['checkbox', 'radio', 'range', 'button'].includes(target.type)
  );
}

/** Whether Space and Enter have a meaning where the focus is. */
function isPressed(target: EventTarget | null): boolean {
  if (typeof HTMLElement === 'undefined' || !(target instanceof HTMLElement)) return false;
  // What a text field makes of them is asked of each key (`whileTyping`).
  if (isTextField(target)) return false;
  return target.closest('button, a, input, summary, [role^="menuitem"], [role="option"]') !== null;
}

const arrows: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Enter: '↵',
};

/** What is printed on a key, in the language of the page. */
function cap(key: string): string {
  switch (key) {
    case 'Mod':
      return onMac() ? '⌘' : t('key.control');
    case 'Shift':
      return t('key.shift');
    case 'Alt':
      return t('key.alt');
    case 'Escape':
      return t('key.escape');
    case ' ':
    case 'Space':
      return t('key.space');
    case 'Home':
      return t('key.home');
    case 'End':
      return t('key.end');
    case 'PageUp':
      return t('key.page-up');
    case 'PageDown':
      return t('key.page-down');
    case 'Delete':
      return t('key.delete');
    case 'Backspace':
      return t('key.backspace');
    default:
      return arrows[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  }
}

function onMac(): boolean {
  return typeof navigator !== 'undefined' && navigator.userAgent.includes('Mac');
}

/** A combination as the keycaps to draw: "Mod+Shift+Z" → Ctrl, Shift, Z. */
export function keycaps(combination: string): string[] {
  const parts = combination === '+' ? ['+'] : combination.split('+');
  return parts.map(cap);
}
