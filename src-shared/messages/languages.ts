import type { en } from './en.ts';
import type { Translate, Translation } from './message.ts';

/** The languages there are: what each calls itself, and the locale its dates and numbers are written by. */
export const languages = {
  en: { name: 'English', locale: 'en-GB' },
  de: { name: 'Deutsch', locale: 'de-DE' },
  es: { name: 'Español', locale: 'es-ES' },
  ja: { name: '日本語', locale: 'ja-JP' },
} as const;
export type Language = keyof typeof languages;
export const languageCodes = Object.keys(languages) as readonly Language[];

export type English = typeof en;
export type MessageKey = keyof English;
export type Words = Translate<English>;
export type Catalogue = Translation<English>;

/** The first of `wanted` ("de-AT", "pt") that there is; English where there is none. */
export function closestLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split('-')[0];
    const found = languageCodes.find((code) => code === primary);
    if (found !== undefined) return found;
  }
  return 'en';
}
