import { LapidaryError } from './errors.ts';
import { maxMaskPixels, maxMaskSide } from './maskCodec.ts';

/**
 * Probabilities over a picture on the wire. The grid covers the whole picture, whatever its own size: cell by cell, row
 * by row, each between its neighbours' centres.
 *
 * Format "LPM1": the bytes `LPM1`, width and height of the grid as uint32, the temperature as float32, then one uint16 a
 * cell: 0…65534 for 0…1, 65535 for a cell of which nothing is said. All little-endian; the length is exact. A grid of
 * 56×56 takes 6 kB.
 */
export interface ProbabilityMap {
  readonly width: number;
  readonly height: number;
  /** What the logits were divided by; 1: as they were trained. */
  readonly temperature: number;
  /** length = width × height; 0…1, not a number where nothing is said. */
  readonly values: Float32Array;
}

const magic = [0x4c, 0x50, 0x4d, 0x31] as const;
const headerLength = 16;
const certain = 65_534;
const unsaid = 65_535;

/** @throws LapidaryError `probabilities-damaged` for a size, a value or a temperature that cannot be */
export function encodeProbabilities(map: ProbabilityMap): Uint8Array<ArrayBuffer> {
  const { width, height, temperature, values } = map;
  assertHeader(width, height, temperature);
  if (values.length !== width * height) throw damaged(`${values.length} values do not fill its grid`);
  const out = new Uint8Array(headerLength + 2 * values.length);
  out.set(magic, 0);
  const view = new DataView(out.buffer);
  view.setUint32(4, width, true);
  view.setUint32(8, height, true);
  view.setFloat32(12, temperature, true);
  values.forEach((value, i) => {
    if (value < 0 || value > 1) throw damaged('a value is not between 0 and 1');
    view.setUint16(headerLength + 2 * i, Number.isNaN(value) ? unsaid : Math.round(certain * value), true);
  });
  return out;
}

/** @throws LapidaryError `probabilities-damaged` when the bytes are not a complete LPM1 map within the size limits. */
export function decodeProbabilities(bytes: Uint8Array): ProbabilityMap {
  if (bytes.length < headerLength || magic.some((byte, i) => bytes[i] !== byte)) {
    throw damaged('they do not start as probabilities do');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const width = view.getUint32(4, true);
  const height = view.getUint32(8, true);
  const temperature = view.getFloat32(12, true);
  assertHeader(width, height, temperature);
  if (bytes.length !== headerLength + 2 * width * height)
    throw damaged('their length is not that of the grid');
  const values = new Float32Array(width * height);
  for (let i = 0; i < values.length; i++) {
    const stored = view.getUint16(headerLength + 2 * i, true);
    values[i] = stored === unsaid ? Number.NaN : stored / certain;
  }
  return { width, height, temperature, values };
}

function assertHeader(width: number, height: number, temperature: number): void {
  const whole = Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0;
  if (!whole || width > maxMaskSide || height > maxMaskSide || width * height > maxMaskPixels) {
    throw damaged(`a grid of ${width}×${height} cells is outside of what can be`);
  }
  if (!Number.isFinite(temperature) || temperature <= 0) throw damaged('the temperature is not one');
}

function damaged(reason: string): LapidaryError {
  return new LapidaryError(
    'probabilities-damaged',
    `These are no usable probabilities: ${reason}.`,
    'Ask for them again.',
  );
}
