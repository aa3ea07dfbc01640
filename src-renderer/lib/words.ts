import { en } from '../../src-shared/messages/en.ts';
import { languages } from '../../src-shared/messages/languages.ts';
import type { Catalogue, English, Language, Words } from '../../src-shared/messages/languages.ts';
import { translator } from '../../src-shared/messages/message.ts';
import { workstationTranslator } from '../../src-shared/messages/workstation.ts';
import type { WorkstationTexts } from '../../src-shared/messages/workstation.ts';

interface Other {
  readonly page: Catalogue;
  readonly workstation: WorkstationTexts;
}

const others: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Other>>> = {
  de: async () => ({
    page: (await import('../../src-shared/messages/de.ts')).de,
    workstation: (await import('../../src-shared/messages/workstation/de.ts')).de,
  }),
  es: async () => ({
    page: (await import('../../src-shared/messages/es.ts')).es,
    workstation: (await import('../../src-shared/messages/workstation/es.ts')).es,
  }),
  ja: async () => ({
    page: (await import('../../src-shared/messages/ja.ts')).ja,
    workstation: (await import('../../src-shared/messages/workstation/ja.ts')).ja,
  }),
};

let spoken: Language = 'en';
let words: Words = translator<English>(languages.en.locale, en);
let workstation = (text: string): string => text;

/** Sets the page’s language before anything is drawn: another language is another page. */
export async function speak(language: Language): Promise<void> {
  const other = language === 'en' ? null : await others[language]();
  spoken = language;
  words = translator<English>(languages[language].locale, other?.page ?? en);
  workstation = other === null ? (text) => text : workstationTranslator(other.workstation);
  document.documentElement.lang = language;
}

/** The language of the page. */
export const language = (): Language => spoken;
/** As Intl knows it. */
export const locale = (): string => languages[spoken].locale;

/** What the page says, in its language. */
export const t: Words = (key, ...values) => words(key, ...values);

/** What the workstation wrote, in the language of the page. Not for what people wrote: names, notes, labels. */
export const said = (text: string): string => workstation(text);
