import { en } from './en.ts';
import type { MessageKey } from './languages.ts';

type DataKey = Extract<MessageKey, `${'class' | 'location' | 'region' | 'event'}.${string}`>;

/** Data that has names, by the first part of their messages: "class.IIa". */
type DataKind = DataKey extends infer Key ? (Key extends `${infer Kind}.${string}` ? Kind : never) : never;

const isKnown = (key: string): key is DataKey => Object.hasOwn(en, key);

/**
 * What data is called in a language, where it came with Lapidary; nothing where it did not.
 * @param say the language
 * @param name what it is called as data: a site's own name for the same code stays as it is
 */
export function dataName(
  say: (key: DataKey) => string,
  kind: DataKind,
  code: string,
  name?: string,
): string | undefined {
  const key = `${kind}.${code}`;
  if (!isKnown(key) || (name !== undefined && en[key] !== name)) return undefined;
  return say(key);
}
