import { describe, expect, it } from 'vitest';
import { isolated, visualOrder } from '../../src-main/export/type/direction.ts';
import { runsOf, undrawable, widthOf } from '../../src-main/export/type/runs.ts';
import { reportPdf } from '../../src-main/export/sheet/reportPdf.ts';
import { hasPoppler, Opened } from './pdfTools.ts';
import { aLook, anInput, aReading } from './readings.ts';

const faces = (text: string, language = 'en'): string[] =>
  runsOf(text, language).map(({ text: piece, face }) => `${piece}|${face}`);

describe('fonts', () => {
  it.each([
    ['Émilie Ångström', ['Émilie Ångström|noto-sans-latin']],
    ['Dvořák', ['Dvo|noto-sans-latin', 'ř|noto-sans-latin-ext', 'ák|noto-sans-latin']],
    ['Ольга', ['Ольга|noto-sans-cyrillic']],
    ['Νίκος', ['Νίκος|noto-sans-greek']],
    ['山田 太郎', ['山田 太郎|noto-sans-jp-japanese']],
    ['김철수', ['김철수|noto-sans-kr-korean']],
    ['שלום', ['שלום|noto-sans-hebrew-hebrew']],
    ['กรุงเทพ', ['กรุงเทพ|noto-sans-thai-thai']],
    ['प्रिया', ['प्रिया|noto-sans-devanagari-devanagari']],
    ['😀 Ann', ['😀|noto-emoji-emoji', ' Ann|noto-sans-latin']],
  ])('%s', (text, runs) => {
    expect(faces(text)).toEqual(runs);
  });

  it('finds rare characters of names in the slices of a font', () => {
    for (const text of ['髙橋', '﨑', '𠮷野', '張偉', '张伟', '龘']) expect(undrawable(text)).toEqual([]);
    expect(faces('张伟').every((run) => run.includes('noto-sans-sc-'))).toBe(true);
    expect(faces('张伟', 'ja').some((run) => run.endsWith('noto-sans-jp-japanese'))).toBe(false);
  });

  it('draws a box for what no font has, and names it', () => {
    expect(undrawable('A\u{13000}B\u{13000}')).toEqual(['\u{13000}']);
    expect(
      runsOf('A\u{13000}B', 'en')
        .map(({ text }) => text)
        .join(''),
    ).toBe('A□B');
  });

  it('prints no control characters, selectors or halves of characters', () => {
    expect(runsOf('a\u0000\u0007\u202e\ufe0f\ud800b', 'en')).toEqual([
      { text: 'ab', face: 'noto-sans-latin' },
    ]);
  });

  it('knows how wide a text is: within 2% of what is drawn', () => {
    // Advances of Noto Sans at 1000 units: H 741, a 561, space 260.
    expect(widthOf('Ha a', 'en')).toBeCloseTo((741 + 561 + 260 + 561) / 1000, 3);
    expect(widthOf('山田', 'ja')).toBeCloseTo(2, 3);
  });
});

describe('text that runs to the left', () => {
  const order = (text: string, base: 'ltr' | 'auto' = 'auto'): string =>
    visualOrder(text, base)
      .map((piece) => piece.text)
      .join('|');

  it('puts its words from right to left, numbers and Latin as they are, brackets mirrored', () => {
    expect(order('שלום עולם')).toBe('עולם| |שלום');
    expect(order('שלום 12 ABC')).toBe('ABC| |12| |שלום');
    expect(order('(שלום)')).toBe('(|שלום|)');
    expect(order('a שלום עולם b')).toBe('a |עולם| |שלום| b');
  });

  it('turns Arabic digits around for a shaper that would', () => {
    expect(order('١٢٣')).toBe('٣٢١');
  });

  it('moves nothing of the sentence that it stands in', () => {
    const sentence = `Signed by ${isolated('שלום')}, 2026`;
    expect(
      visualOrder(sentence, 'ltr')
        .map((piece) => piece.text.replaceAll(/[\u2068\u2069]/g, ''))
        .join(''),
    ).toBe('Signed by שלום, 2026');
    expect(isolated('Meier')).toBe('Meier');
  });
});

describe.skipIf(!hasPoppler)('a patient’s name on paper', { timeout: 60_000 }, () => {
  const paper = async (name: string, letterhead = ''): Promise<Opened> =>
    new Opened(
      await reportPdf(
        anInput(aReading({ findings: 1, frames: 0 }), {
          patient: { name, number: null, birthDate: null },
        }),
        aLook({ letterhead }),
        { printed: [], left: [] },
      ),
    );

  it.each([
    '山田 太郎',
    '髙橋 一郎',
    '김철수',
    '张伟',
    'Ольга Петрова',
    'Nguyễn Thị Ước',
    'Łukasz Żółć',
    'Ζωή 😀',
  ])('%s', async (name) => {
    const { words } = await paper(name);
    expect(words).toContain(name);
    expect(words).not.toContain('Not all characters');
  });

  it.each(['שלום עולם', 'דוד כהן'])('%s, from right to left', async (name) => {
    // The tool gives back logical order, with marks of direction.
    expect((await paper(name)).words.replaceAll(/[\u200e\u200f\u202a-\u202e]/g, '')).toContain(name);
  });

  it('says so where a character cannot be set', async () => {
    const { words } = await paper('Ann \u{13000}');
    expect(words).toContain('Ann □');
    expect(words).toContain(
      'Not all characters of this name can be set; each of these is drawn as a box: U+13000',
    );
  });

  it('keeps a long name within its place', async () => {
    for (const name of [
      'Wolfeschlegelsteinhausenbergerdorff'.repeat(6),
      'محمد عبد الله '.repeat(20),
      '漢'.repeat(150),
    ]) {
      const pdf = await paper(name, `${name}\n${name}`.slice(0, 600));
      expect((await pdf.inkAtEdges(22)).every((dark) => dark === 0)).toBe(true);
    }
  });
});
