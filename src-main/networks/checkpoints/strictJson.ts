/**
 * JSON (RFC 8259) from files that nobody vouches for. Stricter than JSON.parse: a name may stand only once in an object
 * (which of two would count is a question that readers answer differently), and depth and number of values are bounded
 * before memory is spent on them. Objects become maps, so that no name means anything to the language.
 */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = ReadonlyMap<string, Json>;

export interface JsonLimits {
  /** Nested lists and objects. */
  readonly depth: number;
  /** Values of all kinds together. */
  readonly values: number;
}

/** What is wrong with a text, as the end of a sentence: "… is not valid JSON". */
export class JsonError extends Error {
  override readonly name = 'JsonError';
}

const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const literals: readonly (readonly [string, Json])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];
const quote = 0x22;
const backslash = 0x5c;

/** @throws JsonError */
export function parseJson(text: string, limits: JsonLimits): Json {
  let at = 0;
  let values = 0;

  const refused = (reason = 'is not valid JSON'): JsonError => new JsonError(reason);

  const skipSpace = (): void => {
    for (;;) {
      const unit = text.charCodeAt(at);
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return;
      at++;
    }
  };

  const take = (character: string): boolean => {
    skipSpace();
    if (text[at] !== character) return false;
    at++;
    return true;
  };

  const expect = (character: string): void => {
    if (!take(character)) throw refused();
  };

  // By hand: a regular expression over a text of many megabytes may exhaust its own stack.
  const string = (): string => {
    expect('"');
    const start = at;
    let escaped = false;
    for (; ; at++) {
      const unit = text.charCodeAt(at);
      if (unit === quote) break;
      if (!(unit >= 0x20)) throw refused();
      if (unit === backslash) {
        escaped = true;
        at++;
      }
    }
    at++;
    if (!escaped) return text.slice(start, at - 1);
    try {
      return JSON.parse(text.slice(start - 1, at)) as string;
    } catch {
      throw refused();
    }
  };

  const list = (depth: number): Json[] => {
    const items: Json[] = [];
    if (take(']')) return items;
    do items.push(value(depth));
    while (take(','));
    expect(']');
    return items;
  };

  const object = (depth: number): JsonObject => {
    const members = new Map<string, Json>();
    if (take('}')) return members;
    do {
      const name = string();
      if (members.has(name)) throw refused('names something twice in one object');
      expect(':');
      members.set(name, value(depth));
    } while (take(','));
    expect('}');
    return members;
  };

  const value = (depth: number): Json => {
    if (++values > limits.values) throw refused('has too many values');
    if (depth > limits.depth) throw refused('is nested too deeply');
    skipSpace();
    if (text[at] === '"') return string();
    if (take('{')) return object(depth + 1);
    if (take('[')) return list(depth + 1);
    for (const [word, meaning] of literals) {
      if (text.startsWith(word, at)) {
        at += word.length;
        return meaning;
      }
    }
    numberPattern.lastIndex = at;
    const digits = numberPattern.exec(text)?.[0];
    if (digits === undefined) throw refused();
    at += digits.length;
    return Number(digits);
  };

  const result = value(0);
  skipSpace();
  if (at !== text.length) throw refused();
  return result;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return value instanceof Map;
}

/** A whole number that can be counted with, from 0. */
export function isNatural(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
