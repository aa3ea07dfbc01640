import type { Preferences } from '../../../src-shared/contract/system.contract.ts';
import { languageCodes, languages } from '../../../src-shared/messages/languages.ts';
import { pressOf } from '../../lib/hotkeys.ts';
import type { Hotkey, Hotkeys } from '../../lib/hotkeys.ts';
import { locale, t } from '../../lib/words.ts';
import { groupTitles } from './hotkeyGroups.ts';
import type { PreferencesState } from './preferences.svelte.ts';

/** What can be done now, by name. */
export interface Command {
  /** The same in every language and at every start. */
  readonly id: string;
  readonly title: string;
  readonly group: string;
  /** As in `Hotkey`; none where there is no key for it. */
  readonly keys: readonly string[];
  /** It is what holds already. */
  readonly chosen: boolean;
  readonly run: () => void;
}

/** Everything with a key that applies at the moment, in the order of the keyboard map, but for what `without` opens. */
export function keyCommands(hotkeys: Hotkeys, without: readonly string[] = []): Command[] {
  const commands = hotkeys
    .listed()
    .flatMap(({ hotkeys: list }) => list)
    .filter(({ keys }) => !keys.some((key) => without.includes(key)))
    .filter((hotkey) => hotkey.held !== true && (hotkey.when === undefined || hotkey.when()))
    .flatMap(commandsOf);
  // Of two with one key the later one has it.
  return [...new Map(commands.map((command) => [command.id, command])).values()];
}

function commandsOf(hotkey: Hotkey): Command[] {
  const group = groupTitles[hotkey.group];
  const one = (key: string, title: string, keys: readonly string[]): Command => ({
    id: `${hotkey.group}/${key}`,
    title,
    group,
    keys,
    chosen: false,
    run: () => hotkey.run(pressOf(key)),
  });
  if (hotkey.choices !== undefined) return hotkey.choices().map(({ key, title }) => one(key, title, [key]));
  const first = hotkey.keys[0];
  return first === undefined || hotkey.shown !== undefined ? [] : [one(first, hotkey.title, hotkey.keys)];
}

export const themeTitles: Readonly<Record<Preferences['theme'], string>> = {
  dark: t('preferences.theme.dark'),
  light: t('preferences.theme.light'),
  system: t('preferences.theme.system'),
};

/** How a choice of language is called: by itself, since who looks for it may not read the page's. */
export function languageTitle(choice: Preferences['language']): string {
  return choice === 'auto' ? t('preferences.language.auto') : languages[choice].name;
}

/** The choices of theme and language. */
export function preferenceCommands(preferences: PreferencesState): Command[] {
  const { current } = preferences;
  if (current === null) return [];
  const group = t('keys.group.preferences');
  const themes = Object.keys(themeTitles) as Preferences['theme'][];
  return [
    ...themes.map((theme) => ({
      id: `theme/${theme}`,
      title: t('palette.theme', { theme: themeTitles[theme] }),
      group,
      keys: [],
      chosen: current.theme === theme,
      run: () => void preferences.change({ theme }),
    })),
    ...(['auto', ...languageCodes] as const).map((language) => ({
      id: `language/${language}`,
      title: t('palette.language', { language: languageTitle(language) }),
      group,
      keys: [],
      chosen: current.language === language,
      run: () => void preferences.change({ language }),
    })),
  ];
}

/** A text without what is left aside in a search: case, accents, width, and which of the two kana it is written in. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLocaleLowerCase(locale())
    .replaceAll('ß', 'ss')
    .replaceAll(/[ぁ-ゖ]/g, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) + 0x60));
}

/**
 * The commands in which every word of `query` is found, those first whose title begins with it, then those with a word
 * that does; among equals those of `recent` (ids, the latest first), then as given.
 */
export function findCommands(
  commands: readonly Command[],
  query: string,
  recent: readonly string[],
): Command[] {
  const wanted = folded(query).trim();
  const words = wanted.split(/\s+/).filter((word) => word !== '');
  const lastUsed = ({ id }: Command): number => {
    const at = recent.indexOf(id);
    return at < 0 ? recent.length : at;
  };
  return commands
    .map((command) => ({ command, rank: rankOf(command, wanted, words), last: lastUsed(command) }))
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || a.last - b.last)
    .map(({ command }) => command);
}

/** 0 is best; null: not found. */
function rankOf({ title, group }: Command, wanted: string, words: readonly string[]): number | null {
  const name = folded(title);
  const all = `${name} ${folded(group)}`;
  if (!words.every((word) => all.includes(word))) return null;
  if (name.startsWith(wanted)) return 0;
  const beginnings = name.split(/[^\p{L}\p{N}]+/u);
  if (words.every((word) => beginnings.some((beginning) => beginning.startsWith(word)))) return 1;
  return words.every((word) => name.includes(word)) ? 2 : 3;
}
