import { describe, expect, test } from 'vitest';
import { de } from '../../src-shared/messages/de.ts';
import { en } from '../../src-shared/messages/en.ts';
import { es } from '../../src-shared/messages/es.ts';
import { ja } from '../../src-shared/messages/ja.ts';
import { closestLanguage, languages } from '../../src-shared/messages/languages.ts';
import { namesIn, textsOf, translator, type Messages } from '../../src-shared/messages/message.ts';

const translations: Readonly<Record<string, Messages>> = { de, es, ja };
const english: Messages = en;

describe.each(Object.entries(translations))('%s', (language, messages) => {
  test('says everything that English says, and nothing else', () => {
    expect(Object.keys(messages).sort()).toEqual(Object.keys(english).sort());
  });

  test.each(Object.keys(english))('%s is filled in with the same names', (key) => {
    const message = messages[key];
    if (message === undefined) throw new Error('missing');
    // A plural may leave its number out ("one study"), and a text in place of a plural may not.
    const names = namesIn(message);
    const wanted = namesIn(english[key] ?? '');
    if (typeof message !== 'string') names.add('count');
    if (typeof english[key] !== 'string') wanted.add('count');
    expect([...names].sort()).toEqual([...wanted].sort());
    for (const text of textsOf(message)) expect(text.trim()).not.toBe('');
  });

  test('has each plural category of the language, or `other` for it', () => {
    const { locale } = languages[language as keyof typeof languages];
    expect(Intl.PluralRules.supportedLocalesOf([locale])).toEqual([locale]);
    const used = new Set(new Intl.PluralRules(locale).resolvedOptions().pluralCategories);
    for (const message of Object.values(messages)) {
      if (typeof message === 'string') continue;
      for (const category of Object.keys(message)) expect(used).toContain(category);
    }
  });
});

describe('a message', () => {
  const words = translator<{
    readonly hello: 'Hello {name}';
    readonly studies: {
      readonly one: '{count} study of {name}';
      readonly other: '{count} studies of {name}';
    };
  }>('en-GB', {
    hello: 'Hello {name}',
    studies: { one: '{count} study of {name}', other: '{count} studies of {name}' },
  });

  test('is filled in, with numbers as the language writes them', () => {
    expect(words('hello', { name: 'P-0001' })).toBe('Hello P-0001');
    expect(words('studies', { count: 1, name: 'A' })).toBe('1 study of A');
    expect(words('studies', { count: 12345, name: 'A' })).toBe('12,345 studies of A');
  });

  test('takes what it is given for text, not for a message', () => {
    expect(words('hello', { name: '{count} $& $1' })).toBe('Hello {count} $& $1');
  });

  test('does not compile with a name missing', () => {
    // @ts-expect-error the name is missing
    expect(words('hello')).toBe('Hello {name}');
  });
});

test.each([
  [['de-AT', 'en'], 'de'],
  [['pt-BR', 'es-MX'], 'es'],
  [['fr'], 'en'],
  [[], 'en'],
] as const)('of %j the page speaks %s', (wanted, language) => {
  expect(closestLanguage(wanted)).toBe(language);
});
