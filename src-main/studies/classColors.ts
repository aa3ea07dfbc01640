/**
 * Colours for classes that come without one. The first eight are told apart by colour-blind readers (Okabe and Ito,
 * "Color Universal Design", 2008, without its black); later ones are the same hues, lighter and darker by turns.
 */
const palette = [
  '#56b4e9',
  '#e69f00',
  '#009e73',
  '#f0e442',
  '#cc79a7',
  '#d55e00',
  '#0072b2',
  '#bbbbbb',
] as const;

/** @param position of the class in its schema, from 0; @returns "#rrggbb" */
export function classColor(position: number): string {
  const color = palette[position % palette.length] ?? palette[0];
  const round = Math.floor(position / palette.length) % 3;
  if (round === 0) return color;
  const toward = round === 1 ? 255 : 0;
  const channels = [1, 3, 5].map((at) => {
    const value = parseInt(color.slice(at, at + 2), 16);
    return Math.round(value + (toward - value) * 0.45)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${channels.join('')}`;
}
