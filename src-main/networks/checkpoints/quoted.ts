const shown = 80;

/** A text of an untrusted file as a message may show it: cut, with nothing that does not print. */
export function printable(text: string): string {
  const start = text.slice(0, shown).replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '\u{fffd}');
  return text.length > shown ? `${start}…` : start;
}

/** The same in quotes. */
export function quoted(text: string): string {
  return `"${printable(text)}"`;
}

/** A shape as a message may show it. */
export function shapeText(shape: readonly number[]): string {
  const more = shape.length > 8 ? ', …' : '';
  return `[${shape.slice(0, 8).join(', ')}${more}]`;
}
