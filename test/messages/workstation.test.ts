import { describe, expect, test } from 'vitest';
import { de } from '../../src-shared/messages/workstation/de.ts';
import { es } from '../../src-shared/messages/workstation/es.ts';
import { ja } from '../../src-shared/messages/workstation/ja.ts';
import { workstationTranslator } from '../../src-shared/messages/workstation.ts';
import { findWorkstationTexts } from './workstationTexts.ts';

const written = findWorkstationTexts();
const places = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{\d+\}/g)].map(([place]) => place))].sort();

test('the sources hold as many texts as a workstation of this size has', () => {
  expect(written.size).toBeGreaterThan(1000);
});

describe.each(Object.entries({ de, es, ja }))('what the workstation writes, in %s', (_language, texts) => {
  test('has each of its texts, and no other', () => {
    const missing = [...written].filter(([text]) => texts[text] === undefined);
    expect(missing.map(([text, place]) => `${place}: ${text}`)).toEqual([]);
    expect(Object.keys(texts).filter((text) => !written.has(text))).toEqual([]);
  });

  test('is filled in with the same values', () => {
    const other = Object.entries(texts).filter(
      ([english, translated]) =>
        translated.trim() === '' || places(english).join() !== places(translated).join(),
    );
    expect(other).toEqual([]);
  });
});

describe('a text of the workstation', () => {
  const say = workstationTranslator({
    'This is not a usable mask: {0}.': 'Das ist keine brauchbare Maske: {0}.',
    'it is cut short': 'sie ist abgeschnitten',
    'it has {0} values where {1}×{2} need {3}': 'wo {1}×{2} {3} brauchen, hat sie {0} Werte',
    '{0} of {1}': '{1}, davon {0}',
    'Free some space.': 'Schaffen Sie Platz.',
    'The disk is full.': 'Die Platte ist voll.',
  });

  test.each([
    ['Free some space.', 'Schaffen Sie Platz.'],
    ['This is not a usable mask: it is cut short.', 'Das ist keine brauchbare Maske: sie ist abgeschnitten.'],
    [
      'This is not a usable mask: it has 3 values where 2×2 need 4.',
      'Das ist keine brauchbare Maske: wo 2×2 4 brauchen, hat sie 3 Werte.',
    ],
    ['The disk is full. Free some space.', 'Die Platte ist voll. Schaffen Sie Platz.'],
    ['The disk is full. Nobody knows this.', 'Die Platte ist voll. Nobody knows this.'],
    // Too few words of its own to be told from anything else.
    ['Maria of Naples', 'Maria of Naples'],
    ['Something that nobody translated', 'Something that nobody translated'],
    ['', ''],
  ])('%s', (english, german) => {
    expect(say(english)).toBe(german);
  });

  test('takes a value for a value, whatever it holds', () => {
    expect(say('This is not a usable mask: {1} $& {0}.')).toBe('Das ist keine brauchbare Maske: {1} $& {0}.');
  });
});
