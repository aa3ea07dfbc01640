import sharp from 'sharp';
import type { LabelMap } from '../../src-shared/domain/maskCodec.ts';
import type { ReadFrame } from '../../src-shared/domain/reading.ts';

export interface Figure {
  readonly jpeg: Buffer;
  readonly width: number;
  readonly height: number;
}

export interface FigureMask {
  readonly map: LabelMap;
  /** sRGB "#rrggbb" by value. */
  readonly colors: ReadonlyMap<number, string>;
}

type Arrow = NonNullable<ReadFrame['comments'][number]['arrow']>;

/**
 * A frame as a JPEG that fits `side` × `side` pixels, with its segments outlined and the arrows of its comments drawn
 * and numbered from 1. Lines are drawn at the figure's own resolution, so that they are as wide on a 4K frame as on a
 * thumbnail, and with a dark rim, so that they are seen on any tissue and on a black-and-white printout.
 */
export async function annotatedFigure(
  picture: Uint8Array,
  mask: FigureMask | null,
  arrows: readonly Arrow[],
  side: number,
): Promise<Figure> {
  const { data, info } = await sharp(picture)
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  if (mask) drawOutlines(data, width, height, mask);
  const figure = sharp(data, { raw: { width, height, channels: 3 } });
  if (arrows.length > 0) {
    figure.composite([{ input: Buffer.from(drawing(arrows, width, height)), top: 0, left: 0 }]);
  }
  return { jpeg: await figure.jpeg({ quality: 88 }).toBuffer(), width, height };
}

/** Paints the inner border of every segment, three pixels of its colour beside one of black, into `rgb`. */
function drawOutlines(rgb: Buffer, width: number, height: number, { map, colors }: FigureMask): void {
  const labels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = Math.min(map.height - 1, Math.floor(((y + 0.5) * map.height) / height));
    for (let x = 0; x < width; x++) {
      const column = Math.min(map.width - 1, Math.floor(((x + 0.5) * map.width) / width));
      labels[y * width + x] = map.labels[row * map.width + column] ?? 0;
    }
  }
  const isWithin = (x: number, y: number, label: number, reach: number): boolean =>
    x >= reach &&
    y >= reach &&
    x < width - reach &&
    y < height - reach &&
    labels[y * width + x - reach] === label &&
    labels[y * width + x + reach] === label &&
    labels[(y - reach) * width + x] === label &&
    labels[(y + reach) * width + x] === label;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const label = labels[y * width + x] ?? 0;
      if (label === 0 || isWithin(x, y, label, 4)) continue;
      const color = isWithin(x, y, label, 3)
        ? 0
        : Number.parseInt((colors.get(label) ?? '#ffffff').slice(1), 16);
      rgb.set([color >> 16, (color >> 8) & 255, color & 255], 3 * (y * width + x));
    }
  }
}

/** The digits as strokes in a box of 10 × 16: a picture cannot rely on the fonts of the machine. */
const digits: readonly string[] = [
  'M5 1C2 1 1 4 1 8s1 7 4 7 4-3 4-7-1-7-4-7',
  'M2 4 5.5 1V15',
  'M1 5C1 2.5 2.5 1 5 1s4 1.5 4 4c0 3-5 5.5-8 10H9',
  'M1.2 2.8C2.2 1.5 3.4 1 5 1c2.3 0 3.7 1.3 3.7 3.3S7 7.6 4.2 7.6C7.3 7.6 9 8.9 9 11.2S7.3 15 5 15c-2 0-3.4-.7-4.2-2.2',
  'M7 15V1L1 10.5H9.5',
  'M8.5 1H2.3L1.6 7.2C2.6 6.4 3.7 6.1 5 6.1c2.5 0 4 1.7 4 4.4S7.3 15 4.9 15c-1.7 0-3-.6-3.9-1.8',
  'M8.3 2.3C7.4 1.4 6.4 1 5.3 1 2.5 1 1 4 1 8.5 1 13 2.6 15 5 15s4-1.7 4-4.4-1.6-4.4-3.9-4.4C3.2 6.2 1.6 7.4 1 9.5',
  'M1 1H9L3.5 15',
  'M5 7.5C2.7 7.5 1.5 6.2 1.5 4.3S2.9 1 5 1s3.5 1.4 3.5 3.3S7.3 7.5 5 7.5C2.5 7.5 1 9 1 11.2S2.6 15 5 15s4-1.6 4-3.8S7.5 7.5 5 7.5',
  'M1.7 13.7C2.6 14.6 3.6 15 4.7 15 7.5 15 9 12 9 7.5 9 3 7.4 1 5 1S1 2.7 1 5.4s1.6 4.4 3.9 4.4C6.8 9.8 8.4 8.6 9 6.5',
];

/** An SVG over the whole figure. */
function drawing(arrows: readonly Arrow[], width: number, height: number): string {
  const unit = Math.max(width, height) / 720;
  const drawn = arrows.map((arrow, at) => drawnArrow(arrow, String(at + 1), width, height, unit));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" fill="none" stroke-linecap="round" stroke-linejoin="round">${drawn.join('')}</svg>`;
}

function drawnArrow(
  { tail, head }: Arrow,
  number: string,
  width: number,
  height: number,
  unit: number,
): string {
  const [fromX, fromY] = [tail[0] * width, tail[1] * height];
  const [toX, toY] = [head[0] * width, head[1] * height];
  const turn = Math.atan2(toY - fromY, toX - fromX);
  const barb = (side: number): string => {
    const angle = turn + Math.PI + side * 0.45;
    return `${toX + 20 * unit * Math.cos(angle)} ${toY + 20 * unit * Math.sin(angle)}`;
  };
  const line = `M${fromX} ${fromY}L${toX} ${toY}M${barb(1)}L${toX} ${toY}L${barb(-1)}`;
  const radius = (13 + 4 * (number.length - 1)) * unit;
  const inside = (at: number, size: number): number => Math.min(Math.max(at, radius + 2), size - radius - 2);
  const [x, y] = [inside(fromX, width), inside(fromY, height)];
  const scale = 0.95 * unit;
  const strokes = [...number].map((digit, at) => {
    const left = x + scale * (13 * at - (13 * number.length - 3) / 2);
    return `<path transform="translate(${left} ${y - 8 * scale}) scale(${scale})" d="${digits[Number(digit)] ?? ''}" stroke="#1c2127" stroke-width="2.4"/>`;
  });
  return [
    `<path d="${line}" stroke="#000" stroke-opacity=".75" stroke-width="${8 * unit}"/>`,
    `<path d="${line}" stroke="#fff" stroke-width="${4 * unit}"/>`,
    `<circle cx="${x}" cy="${y}" r="${radius}" fill="#fff" stroke="#000" stroke-width="${1.5 * unit}"/>`,
    ...strokes,
  ].join('');
}
