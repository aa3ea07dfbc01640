import type { Preferences } from '../../src-shared/contract/system.contract.ts';
import { closestLanguage, languageCodes } from '../../src-shared/messages/languages.ts';
import type { Language } from '../../src-shared/messages/languages.ts';
import { keep, kept } from './kept.ts';
import { wear } from './theme.svelte.ts';
import { speak } from './words.ts';

/** What of the preferences decides how the page comes up. */
export type Manner = Pick<Preferences, 'language' | 'theme'>;

let asked: Language = 'en';

/** The language that the page was asked to speak, which it does not where its words could not be had. */
export const askedLanguage = (): Language => asked;

/** What a choice of language comes to here. */
export function languageOf(choice: Preferences['language']): Language {
  return choice === 'auto' ? closestLanguage(navigator.languages) : choice;
}

/** As it was when this browser profile last knew; `auto` and dark before. */
export function lastManner(): Manner {
  const language = languageCodes.find((code) => code === kept('language')) ?? 'auto';
  const theme = kept('theme');
  return { language, theme: theme === 'light' || theme === 'system' ? theme : 'dark' };
}

export function rememberManner({ language, theme }: Manner): void {
  keep('language', language);
  keep('theme', theme);
}

/** Speaks as asked, before anything is drawn; English where the words of another language cannot be had. */
export async function takeUp(manner: Manner): Promise<void> {
  wear(manner.theme);
  asked = languageOf(manner.language);
  try {
    await speak(asked);
  } catch {
    // A page in English is better than none.
  }
}
