import { baseFace, faceIn, type Face, type Family } from './faces.ts';

/** A piece of text that one face draws. */
export interface Run {
  readonly text: string;
  readonly face: string;
}

/** What stands for a character that no face draws. */
const box = '□';

const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Draw nothing by themselves: joiners, variation selectors, marks of direction, what was never meant to be printed. */
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cs}]|(?!\n)\p{Cc}/u;
const joiners = /[\u200c\u200d]/;
/** They look alike in every script, and stay in the face of what is before them. */
const neutral = /^[\p{Zs}\p{P}\p{Nd}\p{S}]+$/u;
const han = /\p{Script=Han}/u;
const pictograph = /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}|\p{Regional_Indicator})/u;

/** Most of what a report says needs no search. */
const basic = /^[\n\u0020-\u007e\u00a1-\u00ac\u00ae-\u00ff\u2013\u2019]*$/;

/** Cuts a text of one direction into runs, in the order of the text. */
export function runsOf(text: string, language: string): Run[] {
  if (basic.test(text)) return text === '' ? [] : [{ text, face: baseFace.name }];
  const order = familiesFor(text, language);
  const runs: { text: string; face: string }[] = [];
  let before: Face = baseFace;
  for (const { segment } of clusters.segment(text.normalize('NFC'))) {
    for (const piece of drawn(segment, before, order)) {
      const last = runs.at(-1);
      if (last !== undefined && last.face === piece.face.name) last.text += piece.text;
      else runs.push({ text: piece.text, face: piece.face.name });
      // A picture says nothing of the script that follows it.
      before = pictograph.test(piece.text) ? baseFace : piece.face;
    }
  }
  return runs;
}

/** The characters of a text that no face draws, each once. */
export function undrawable(text: string): string[] {
  const order = familiesFor(text, 'en');
  const found = new Set<string>();
  for (const { segment } of clusters.segment(text.normalize('NFC'))) {
    for (const character of segment) {
      if (unseen.test(character) || character === '\n') continue;
      if (anyFace([codeOf(character)], order) === undefined) found.add(character);
    }
  }
  return [...found];
}

/** Ems of a text as it is set, without kerning. */
export function widthOf(text: string, language: string): number {
  if (basic.test(text)) {
    const facts = baseFace.facts();
    let ems = 0;
    for (let at = 0; at < text.length; at++) ems += facts.advance(text.charCodeAt(at));
    return ems;
  }
  const order = familiesFor(text, language);
  let ems = 0;
  for (const character of text.normalize('NFC')) {
    if (unseen.test(character) || /\p{M}/u.test(character)) continue;
    ems += (anyFace([codeOf(character)], order) ?? baseFace).facts().advance(codeOf(character));
  }
  return ems;
}

interface Piece {
  readonly text: string;
  readonly face: Face;
}

function drawn(cluster: string, before: Face, order: readonly Family[]): Piece[] {
  const codes = [...cluster].filter((character) => !unseen.test(character)).map(codeOf);
  if (codes.length === 0) return [];
  if (cluster === '\n') return [{ text: cluster, face: before }];
  const isNeutral = neutral.test(cluster) && !pictograph.test(cluster);
  if (isNeutral && codes.every((code) => before.facts().has(code)))
    return [{ text: shaped(cluster), face: before }];
  const whole = anyFace(codes, pictograph.test(cluster) ? ['emoji', ...order] : order);
  if (whole) return [{ text: shaped(cluster, whole), face: whole }];
  // A letter and its mark may lie in different files of a font: each is then drawn by its own.
  return [...cluster]
    .filter((character) => !unseen.test(character))
    .map((character) => {
      const one = anyFace([codeOf(character)], order);
      return one
        ? { text: character, face: one }
        : { text: box, face: faceIn('japanese', [codeOf(box)]) ?? baseFace };
    });
}

/** A cluster as the face is given it: what joins letters and pictures stays, the rest of the unseen goes. */
function shaped(cluster: string, face?: Face): string {
  return [...cluster]
    .filter(
      (character) =>
        !unseen.test(character) ||
        (joiners.test(character) && face !== undefined && face.facts().has(codeOf(character))),
    )
    .join('');
}

const chosen = new Map<string, Face | null>();

function anyFace(codes: readonly number[], order: readonly Family[]): Face | undefined {
  const key = `${order.join()}:${codes.join()}`;
  let found = chosen.get(key);
  if (found === undefined) {
    found = null;
    for (const family of order) {
      found = faceIn(family, codes) ?? null;
      if (found) break;
    }
    if (chosen.size > 50_000) chosen.clear();
    chosen.set(key, found);
  }
  return found ?? undefined;
}

/**
 * Which families are asked, in which order. Chinese and Japanese write many of the same characters in forms of their own,
 * and a name does not say which it is: kana, the report's language, or whether one font has all of it decide.
 */
function familiesFor(text: string, language: string): readonly Family[] {
  const hanFirst: readonly Family[] = isChinese(text, language)
    ? ['chinese', 'japanese']
    : ['japanese', 'chinese'];
  return ['latin', 'rtl', 'indic', 'thai', 'korean', ...hanFirst, 'emoji'];
}

function isChinese(text: string, language: string): boolean {
  if (language === 'ja' || !han.test(text) || /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text))
    return false;
  const codes = [...text].filter((character) => han.test(character)).map(codeOf);
  return (
    !codes.every((code) => faceIn('japanese', [code])) && codes.some((code) => faceIn('chinese', [code]))
  );
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
