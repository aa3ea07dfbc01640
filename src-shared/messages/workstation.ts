/**
 * What the workstation writes (errors and what to do about them, notes of jobs, reasons) is English, since nobody there
 * knows who will read it. A page in another language knows each such text by its template, the English with `{0}`, `{1}`
 * for what is filled in, and says it anew. What it does not know stays as it was written.
 */
export type WorkstationTexts = Readonly<Record<string, string>>;

interface Template {
  /** What stands between the values. */
  readonly literals: readonly string[];
  readonly letters: number;
  readonly translation: string;
}

/** A value may be such a text itself ("it is cut short"), and hold others. */
const deepest = 3;
/** Of a template with fewer letters nobody can tell whether a text is one of it. */
const leastLetters = 4;
const mostRemembered = 500;

/** @returns a text of the workstation in the language of `texts` */
export function workstationTranslator(texts: WorkstationTexts): (text: string) => string {
  const whole = new Map(Object.entries(texts).filter(([english]) => !/\{\d+\}/.test(english)));
  const templates = Object.entries(texts)
    .filter(([english]) => /\{\d+\}/.test(english))
    .map(([english, translation]): Template => {
      const literals = english.split(/\{\d+\}/);
      return { literals, translation, letters: literals.join('').replaceAll(/\P{L}/gu, '').length };
    })
    .filter(({ letters }) => letters >= leastLetters)
    // The one that says most itself is the one that was meant.
    .sort((a, b) => b.letters - a.letters);

  const known = (text: string, depth: number): string | undefined => {
    const exact = whole.get(text);
    if (exact !== undefined || depth > deepest) return exact;
    for (const { literals, translation } of templates) {
      const values = valuesIn(text, literals);
      if (values === null) continue;
      const said = values.map((value) => known(value, depth + 1) ?? value);
      return translation.replaceAll(/\{(\d+)\}/g, (mark, place: string) => said[Number(place)] ?? mark);
    }
    return undefined;
  };
  const translate = (text: string): string =>
    known(text, 0) ??
    text
      .split(/(?<=[.!?:;] )/)
      .map((part) => {
        const said = known(part.trimEnd(), 0);
        return said === undefined ? part : said + part.slice(part.trimEnd().length);
      })
      .join('');

  const remembered = new Map<string, string>();
  return (text) => {
    let said = remembered.get(text);
    if (said === undefined) {
      said = translate(text);
      if (remembered.size >= mostRemembered) remembered.clear();
      remembered.set(text, said);
    }
    return said;
  };
}

/** What stands where the literals leave room, each value as short as can be; null if the text is not made of them. */
function valuesIn(text: string, literals: readonly string[]): string[] | null {
  const [first = '', ...rest] = literals;
  if (!text.startsWith(first)) return null;
  const values: string[] = [];
  let at = first.length;
  for (const [i, literal] of rest.entries()) {
    const isLast = i === rest.length - 1;
    const end = isLast ? text.length - literal.length : literal === '' ? -1 : text.indexOf(literal, at);
    if (end < at || (isLast && !text.endsWith(literal))) return null;
    values.push(text.slice(at, end));
    at = end + literal.length;
  }
  return values;
}
