import { LapidaryError } from './errors.ts';

/**
 * Label maps on the wire and in the database. A label map is width × height bytes, row by row; 0 is background,
 * 1…255 name the segments of the mask version (which instance, which class, is said by its segment rows).
 *
 * Format "LRL1": the bytes `LRL1`, width and height as uint32 little-endian, then runs in row order over the
 * whole map: one value byte followed by the run's length as an unsigned LEB128 integer (1 or more). The runs must
 * cover the map exactly. A 1080p mask of one stone takes a few kilobytes.
 */
export interface LabelMap {
  readonly width: number;
  readonly height: number;
  /** length = width × height */
  readonly labels: Uint8Array;
}

/** The longest side and the largest area a label map may have; checked before anything is allocated. */
export const maxMaskSide = 16_384;
export const maxMaskPixels = 64 * 1024 * 1024;

const magic = [0x4c, 0x52, 0x4c, 0x31] as const;
const headerLength = 12;

export function encodeLabelMap(map: LabelMap): Uint8Array<ArrayBuffer> {
  const { width, height, labels } = map;
  assertSize(width, height);
  if (labels.length !== width * height) {
    throw damaged(`it has ${labels.length} values where ${width}×${height} need ${width * height}`);
  }
  let out = new Uint8Array(headerLength + 1024);
  out.set(magic, 0);
  const header = new DataView(out.buffer);
  header.setUint32(4, width, true);
  header.setUint32(8, height, true);
  let at = headerLength;
  for (let start = 0; start < labels.length;) {
    const value = labels[start] ?? 0;
    let end = start + 1;
    while (end < labels.length && labels[end] === value) end++;
    if (at + 6 > out.length) {
      const grown = new Uint8Array(out.length * 2);
      grown.set(out);
      out = grown;
    }
    out[at++] = value;
    let run = end - start;
    while (run >= 0x80) {
      out[at++] = (run & 0x7f) | 0x80;
      run >>>= 7;
    }
    out[at++] = run;
    start = end;
  }
  return out.slice(0, at);
}

/** A label map as its runs, row after row: what costs nothing to draw from bytes, however large the picture. */
export interface LabelRuns {
  readonly width: number;
  readonly height: number;
  /** Of each run. Neighbours may have the same value, and a run may go on over the end of a row. */
  readonly values: Uint8Array;
  /** Where each run ends: the number of pixels up to there. The last is width × height. */
  readonly ends: Uint32Array;
}

/** @throws LapidaryError `mask-damaged` when the bytes are not a complete LRL1 label map within the size limits. */
export function readLabelRuns(bytes: Uint8Array): LabelRuns {
  if (bytes.length < headerLength || magic.some((byte, i) => bytes[i] !== byte)) {
    throw damaged('it does not start as a label map does');
  }
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const width = header.getUint32(4, true);
  const height = header.getUint32(8, true);
  assertSize(width, height);
  const pixels = width * height;
  // A run takes two bytes at least.
  const most = (bytes.length - headerLength) >>> 1;
  const values = new Uint8Array(most);
  const ends = new Uint32Array(most);
  let runs = 0;
  let at = headerLength;
  let position = 0;
  while (at < bytes.length) {
    const value = bytes[at++] ?? 0;
    let run = 0;
    let shift = 0;
    for (;;) {
      const byte = bytes[at++];
      if (byte === undefined || shift > 28) throw damaged('a run is cut short');
      run += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
      shift += 7;
    }
    if (run === 0 || position + run > pixels) throw damaged('its runs do not fit its size');
    position += run;
    values[runs] = value;
    ends[runs] = position;
    runs += 1;
  }
  if (position !== pixels) throw damaged('it ends before its last row');
  return { width, height, values: values.subarray(0, runs), ends: ends.subarray(0, runs) };
}

/** @throws LapidaryError `mask-damaged` when the bytes are not a complete LRL1 label map within the size limits. */
export function decodeLabelMap(bytes: Uint8Array): LabelMap & { readonly labels: Uint8Array<ArrayBuffer> } {
  const { width, height, values, ends } = readLabelRuns(bytes);
  const labels = new Uint8Array(width * height);
  let start = 0;
  for (let run = 0; run < ends.length; run++) {
    const value = values[run] as number;
    const end = ends[run] as number;
    if (value !== 0) labels.fill(value, start, end);
    start = end;
  }
  return { width, height, labels };
}

/** The runs of a label map, as long as they can be. */
export function runsOf({ width, height, labels }: LabelMap): LabelRuns {
  const values: number[] = [];
  const ends: number[] = [];
  for (let start = 0; start < labels.length;) {
    const value = labels[start] as number;
    let end = start + 1;
    while (end < labels.length && labels[end] === value) end++;
    values.push(value);
    ends.push(end);
    start = end;
  }
  return { width, height, values: Uint8Array.from(values), ends: Uint32Array.from(ends) };
}

function assertSize(width: number, height: number): void {
  const whole = Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0;
  if (!whole || width > maxMaskSide || height > maxMaskSide || width * height > maxMaskPixels) {
    throw damaged(`its size ${width}×${height} is outside what a mask may have`);
  }
}

function damaged(reason: string): LapidaryError {
  return new LapidaryError(
    'mask-damaged',
    `This is not a usable mask: ${reason}.`,
    'Reload the frame and save the mask again; earlier versions are kept.',
  );
}
