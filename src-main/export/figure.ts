import sharp from 'sharp';
import type { LabelMap } from '../../src-shared/domain/maskCodec.ts';

/** Colours of the segments, by their value in the label map: sRGB "#rrggbb". */
export type SegmentColors = ReadonlyMap<number, string>;

/**
 * A frame with its segments outlined, as a JPEG that fits `side` × `side` pixels. The outline is drawn at the
 * figure's own resolution, so that it is as wide on a 4K frame as on a thumbnail.
 */
export async function outlinedFigure(
  picture: Uint8Array,
  map: LabelMap | null,
  colors: SegmentColors,
  side: number,
): Promise<{ readonly jpeg: Buffer; readonly width: number; readonly height: number }> {
  const { data, info } = await sharp(picture)
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  if (map) drawOutlines(data, width, height, map, colors);
  const jpeg = await sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 88 })
    .toBuffer();
  return { jpeg, width, height };
}

/** Paints the two-pixel inner border of every segment into `rgb` (3 × width × height bytes). */
function drawOutlines(
  rgb: Buffer,
  width: number,
  height: number,
  map: LabelMap,
  colors: SegmentColors,
): void {
  const labelAt = (x: number, y: number): number => {
    if (x < 0 || y < 0 || x >= width || y >= height) return 0;
    const column = Math.min(map.width - 1, Math.floor(((x + 0.5) * map.width) / width));
    const row = Math.min(map.height - 1, Math.floor(((y + 0.5) * map.height) / height));
    return map.labels[row * map.width + column] ?? 0;
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const label = labelAt(x, y);
      if (label === 0) continue;
      const inside =
        labelAt(x - 2, y) === label &&
        labelAt(x + 2, y) === label &&
        labelAt(x, y - 2) === label &&
        labelAt(x, y + 2) === label;
      if (inside) continue;
      const color = Number.parseInt((colors.get(label) ?? '#ffffff').slice(1), 16);
      rgb.set([color >> 16, (color >> 8) & 255, color & 255], 3 * (y * width + x));
    }
  }
}
