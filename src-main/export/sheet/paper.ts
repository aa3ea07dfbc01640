import type { Content, ContentText, Style } from 'pdfmake/interfaces.js';
import { isLeftward, runsLeft, visualOrder } from '../type/direction.ts';
import { runsOf, widthOf } from '../type/runs.ts';

/** Points. */
export const margins = { side: 46, top: 74, bottom: 58 };
const widths = { a4: 595.28, letter: 612 };
export const sizes = { title: 19, heading: 11, body: 9, small: 7.5 };
export const colors = {
  ink: '#1c2127',
  muted: '#5b6672',
  rule: '#cfd6dd',
  faint: '#eef1f4',
  accent: '#0b6b8a',
  warning: '#8a4b00',
  warningGround: '#fff4e0',
};

/** A sheet of paper that text of any script is set on. All text of a report goes through it. */
export interface Paper {
  readonly size: 'a4' | 'letter';
  /** Points between the margins. */
  readonly width: number;
  /**
   * A paragraph, or several where the text has line breaks.
   *
   * @param width points that it may take: needed where it runs to the left, since its lines are then broken here
   */
  text(text: string, look?: Look, width?: number): Content;
  /** A heading that stays with what it is followed by; the rest may go to the next page. */
  section(title: string, content: readonly Content[]): Content[];
  heading(text: string): Content;
  small(text: string, look?: Look, width?: number): Content;
  /** Cuts a text at the ends of its lines into parts of a few lines each: what a table row holds unbroken. */
  parts(text: string, size: number, width: number): string[];
}

export type Look = Pick<Style, 'fontSize' | 'bold' | 'color' | 'margin' | 'alignment' | 'lineHeight'>;

/** How much wider the bold weight is set than the regular one, at most. */
const boldness = 1.07;

/** Few enough that a page is filled to its foot. */
const partLines = 6;

export function createPaper(size: 'a4' | 'letter', language: string): Paper {
  const width = widths[size] - 2 * margins.side;

  const inlines = (pieces: readonly { readonly text: string }[]): ContentText['text'] =>
    pieces.flatMap((piece) => runsOf(piece.text, language).map(({ text, face }) => ({ text, font: face })));

  const text: Paper['text'] = (given, look = {}, room = width) => {
    const clean = tidied(given);
    if (!runsLeft(clean)) return { ...look, text: inlines([{ text: clean }]) };
    const fontSize = look.fontSize ?? sizes.body;
    const { margin, ...each } = look;
    return {
      ...(margin === undefined ? {} : { margin }),
      stack: clean.split('\n').flatMap((paragraph) => {
        const alignment = look.alignment ?? (isLeftward(paragraph) && room >= width / 2 ? 'right' : 'left');
        const ems = (0.96 * room) / (fontSize * (look.bold === true ? boldness : 1));
        return linesOf(paragraph, ems, language).map((line) => ({
          ...each,
          alignment,
          text: inlines(visualOrder(line.trim(), isLeftward(paragraph) ? 'auto' : 'ltr')),
          noWrap: true,
        }));
      }),
    };
  };

  const heading = (given: string): Content => ({
    text: inlines([{ text: given }]),
    fontSize: sizes.heading,
    bold: true,
    color: colors.accent,
    outline: true,
    outlineText: given,
    margin: [0, 14, 0, 5],
  });

  return {
    size,
    width,
    text,
    heading,
    section: (title, [first, ...rest]) =>
      first === undefined ? [] : [{ unbreakable: true, stack: [heading(title), first] }, ...rest],
    small: (given, look = {}, room = width) =>
      text(given, { fontSize: sizes.small, color: colors.muted, ...look }, room),
    parts: (given, fontSize, room) => partsOf(tidied(given), (0.98 * room) / fontSize, language),
  };
}

function tidied(text: string): string {
  return text.replaceAll(/\r\n?|[\u2028\u2029\v\f]/g, '\n').replaceAll('\t', '    ');
}

/** Where a line may end: after a space, and beside any character of Chinese and Japanese. */
const words =
  /\s*(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]+)|\s+$/gu;

/** The lines of a paragraph; one after the other they are the paragraph. @param ems how wide a line may be */
function linesOf(paragraph: string, ems: number, language: string): string[] {
  const lines: string[] = [];
  let line = '';
  let taken = 0;
  for (const word of (paragraph.match(words) ?? ['']).flatMap((one) => broken(one, ems, language))) {
    const needed = widthOf(word, language);
    if (line !== '' && taken + needed > ems) {
      lines.push(line);
      line = '';
      taken = 0;
    }
    line += word;
    taken += needed;
  }
  return [...lines, line];
}

/** A word that is wider than a line, cut. */
function broken(word: string, ems: number, language: string): string[] {
  if (widthOf(word, language) <= ems) return [word];
  const pieces: string[] = [];
  let piece = '';
  let taken = 0;
  for (const character of word) {
    const needed = widthOf(character, language);
    if (piece !== '' && taken + needed > ems) {
      pieces.push(piece);
      piece = '';
      taken = 0;
    }
    piece += character;
    taken += needed;
  }
  return [...pieces, piece];
}

/** Lines of one paragraph are put together again within a part: whoever sets them breaks them anew, and alike. */
function partsOf(text: string, ems: number, language: string): string[] {
  const parts: string[] = [];
  let part = '';
  let lines = 0;
  for (const [at, paragraph] of text.split('\n').entries()) {
    for (const [place, line] of linesOf(paragraph, ems, language).entries()) {
      if (lines === partLines) {
        parts.push(part);
        part = '';
        lines = 0;
      } else if (place === 0 && at > 0) {
        part += '\n';
      }
      part += part === '' ? line.trimStart() : line;
      lines++;
    }
  }
  return [...parts, part];
}
