import type { Picked } from '../../lib/picked.ts';

/** What a manifest's first lines tell, to offer the right choices. The workstation reads the file itself. */
export interface ManifestPeek {
  readonly columns: readonly string[];
  readonly rows: number;
  /** Paths of the first masks it names, as written. */
  readonly masks: readonly string[];
}

const peeked = 512 * 1024;

export async function peekManifest(file: Blob): Promise<ManifestPeek> {
  const text = (await file.slice(0, peeked).text()).replace(/^\ufeff/, '');
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const [head = '', ...rows] = lines.map(cells);
  const columns = [...head].map((name) => name.trim().toLowerCase());
  const maskColumn = columns.indexOf('mask');
  const masks =
    maskColumn < 0 ? [] : rows.map((row) => row[maskColumn]?.trim() ?? '').filter((path) => path !== '');
  return { columns, rows: rows.length, masks: masks.slice(0, 12) };
}

/** One line of a CSV (RFC 4180), comma or semicolon. */
function cells(line: string): string[] {
  const separator = line.includes(',') || !line.includes(';') ? ',' : ';';
  const found: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const sign = line[at];
    if (quoted && sign === '"' && line[at + 1] === '"') {
      cell += '"';
      at++;
    } else if (sign === '"') quoted = !quoted;
    else if (sign === separator && !quoted) {
      found.push(cell);
      cell = '';
    } else cell += sign ?? '';
  }
  return [...found, cell];
}

/** The distinct values of some masks: few and exact, or many, as lossy compression leaves them. */
export interface MaskPeek {
  readonly kind: 'values' | 'lossy' | 'coloured' | 'unreadable';
  readonly values: readonly number[];
}

const sampleSide = 512;
const fewValues = 24;

/** Looks at up to three of the masks a manifest names. */
export async function peekMasks(
  manifest: string,
  masks: readonly string[],
  picked: readonly Picked[],
): Promise<MaskPeek> {
  const folder = manifest.includes('/') ? manifest.slice(0, manifest.lastIndexOf('/') + 1) : '';
  const byPath = new Map(picked.map((one) => [one.path, one.file]));
  const values = new Set<number>();
  let seen = 0;
  for (const path of masks) {
    const file = byPath.get(`${folder}${path.replaceAll('\\', '/').replace(/^\.\//, '')}`);
    if (file === undefined) continue;
    const pixels = await greyValues(file).catch(() => null);
    if (pixels === 'coloured') return { kind: 'coloured', values: [] };
    if (pixels === null) continue;
    for (const value of pixels) values.add(value);
    if (++seen === 3) break;
  }
  if (seen === 0) return { kind: 'unreadable', values: [] };
  const sorted = [...values].sort((a, b) => a - b);
  return values.size > fewValues ? { kind: 'lossy', values: [] } : { kind: 'values', values: sorted };
}

async function greyValues(file: Blob): Promise<Set<number> | 'coloured'> {
  const bitmap = await createImageBitmap(file, { colorSpaceConversion: 'none' });
  const width = Math.min(bitmap.width, sampleSide);
  const height = Math.min(bitmap.height, sampleSide);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no canvas');
  // The middle at its own size: shrinking would invent values.
  context.drawImage(
    bitmap,
    Math.floor((bitmap.width - width) / 2),
    Math.floor((bitmap.height - height) / 2),
    width,
    height,
    0,
    0,
    width,
    height,
  );
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  const values = new Set<number>();
  for (let at = 0; at < data.length; at += 4) {
    const red = data[at] ?? 0;
    // Lossy greys differ by a few levels between channels; a palette's colours by many.
    if (Math.abs(red - (data[at + 1] ?? 0)) > 12 || Math.abs(red - (data[at + 2] ?? 0)) > 12)
      return 'coloured';
    values.add(red);
  }
  return values;
}
