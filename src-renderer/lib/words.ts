import { en } from '../../src-shared/messages/en.ts';
import { languages } from '../../src-shared/messages/languages.ts';
import type { Catalogue, English, Language, Words } from '../../src-shared/messages/languages.ts';
import { translator } from '../../src-shared/messages/message.ts';

const others: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Catalogue>>> = {
  de: async () => (await import('../../src-shared/messages/de.ts')).de,
  es: async () => (await import('../../src-shared/messages/es.ts')).es,
  ja: async () => (await import('../../src-shared/messages/ja.ts')).ja,
};

let spoken: Language = 'en';
let words: Words = translator<English>(languages.en.locale, en);

/** Sets the page’s language before anything is drawn: another language is another page. */
export async function speak(language: Language): Promise<void> {
  const catalogue = language === 'en' ? en : await others[language]();
  spoken = language;
  words = translator<English>(languages[language].locale, catalogue);
  document.documentElement.lang = language;
}

/** The language of the page. */
export const language = (): Language => spoken;
/** As Intl knows it. */
export const locale = (): string => languages[spoken].locale;

/** What the page says, in its language. */
export const t: Words = (key, ...values) => words(key, ...values);
