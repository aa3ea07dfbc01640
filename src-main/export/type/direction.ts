import bidiFactory from 'bidi-js';

/**
 * The order in which pieces of a line are drawn from left to right (Unicode Standard Annex #9). Pieces of a script that
 * runs to the left keep the order of their letters: whoever shapes them turns them around.
 */
export interface Piece {
  readonly text: string;
}

// Its types describe the ES module that a bundler takes; the CommonJS one that Node takes is the function itself.
const bidi = (bidiFactory as unknown as typeof bidiFactory.default)();

const leftward = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const strong = /[\p{L}\p{M}]/u;
const arabicDigits = /^[\u0660-\u0669\u06f0-\u06f9\u066b\u066c]+$/;

/** Whether anything in a text runs to the left. */
export function runsLeft(text: string): boolean {
  return leftward.test(text);
}

/** Keeps a text that is put into a sentence from moving what stands around it (FSI … PDI). */
export function isolated(text: string): string {
  return runsLeft(text) ? `\u2068${text}\u2069` : text;
}

/** Whether a paragraph as a whole runs to the left: its first strong letter tells. */
export function isLeftward(text: string): boolean {
  return (bidi.getEmbeddingLevels(text, 'auto').paragraphs[0]?.level ?? 0) % 2 === 1;
}

interface LevelRun {
  readonly text: string;
  readonly level: number;
}

/** One line in the order it is drawn. @param base what the line stands in; "auto": what it says itself */
export function visualOrder(line: string, base: 'ltr' | 'auto'): Piece[] {
  const embedding = bidi.getEmbeddingLevels(line, base);
  const runs: { text: string; level: number }[] = [];
  for (let at = 0; at < line.length; at++) {
    const level = embedding.levels[at] ?? 0;
    const last = runs.at(-1);
    if (last !== undefined && last.level === level) last.text += line.charAt(at);
    else runs.push({ text: line.charAt(at), level });
  }
  return reordered(runs).flatMap((run) =>
    run.level % 2 === 1 ? leftwardPieces(run.text) : [rightward(run.text)],
  );
}

/** Rule L2: from the highest level to the lowest odd one, whatever is at that level or above is turned around. */
function reordered(runs: readonly LevelRun[]): LevelRun[] {
  const order = [...runs];
  const levels = runs.map(({ level }) => level);
  const lowestOdd = Math.min(...levels.filter((level) => level % 2 === 1), Infinity);
  for (let level = Math.max(0, ...levels); level >= lowestOdd; level--) {
    for (let start = 0; start < order.length; start++) {
      let end = start;
      while (end < order.length && (order[end]?.level ?? -1) >= level) end++;
      if (end - start > 1) order.splice(start, end - start, ...order.slice(start, end).reverse());
      start = Math.max(start, end - 1);
    }
  }
  return order;
}

/** Words from right to left; signs between them are turned around and mirrored here, letters when they are shaped. */
function leftwardPieces(text: string): Piece[] {
  const words = text.match(/[\p{L}\p{M}\u200c\u200d]+|[^\p{L}\p{M}]/gu) ?? [];
  return words
    .reverse()
    .map((word) => ({ text: strong.test(word) ? word : (bidi.getMirroredCharacter(word) ?? word) }));
}

/** The shaper takes Arabic digits for Arabic letters and would turn them around. */
function rightward(text: string): Piece {
  return { text: arabicDigits.test(text) ? [...text].reverse().join('') : text };
}
