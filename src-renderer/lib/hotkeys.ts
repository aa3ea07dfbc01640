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
  /** Works while a text field has the focus, too. */
  readonly whileTyping?: boolean;
  /** Held down: runs again and again. */
  readonly repeats?: boolean;
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
    const typing = isTextField(event.target);
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

const shown: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Enter: '↵',
  Mod: typeof navigator !== 'undefined' && navigator.userAgent.includes('Mac') ? '⌘' : 'Ctrl',
  ' ': 'Space',
};

/** A combination as the keycaps to draw: "Mod+Shift+Z" → Ctrl, Shift, Z. */
export function keycaps(combination: string): string[] {
  const parts = combination === '+' ? ['+'] : combination.split('+');
  return parts.map((part) => shown[part] ?? (part.length === 1 ? part.toUpperCase() : part));
}
