import type { LabelMap } from '../../../../src-shared/domain/maskCodec.ts';

/** Red, green, blue, opacity by value: in neither, in both, only in the first, only in the second (as in tokens.css). */
const tones: readonly (readonly [number, number, number, number])[] = [
  [0, 0, 0, 0],
  [185, 192, 202, 90],
  [230, 159, 0, 205],
  [86, 180, 233, 205],
];

/** Draws where two masks differ over their frame, the whole of it into the whole canvas. */
export function drawDifference(
  context: CanvasRenderingContext2D,
  { width, height, labels }: LabelMap,
  picture: ImageBitmap | null,
): void {
  const { width: across, height: down } = context.canvas;
  if (picture !== null) context.drawImage(picture, 0, 0, across, down);
  const pixels = new ImageData(width, height);
  for (let i = 0; i < labels.length; i++) {
    const tone = tones[labels[i] ?? 0];
    if (tone !== undefined) pixels.data.set(tone, i * 4);
  }
  const layer = new OffscreenCanvas(width, height);
  layer.getContext('2d')?.putImageData(pixels, 0, 0);
  context.drawImage(layer, 0, 0, across, down);
}
