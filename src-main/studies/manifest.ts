import { parse, CsvError } from 'csv-parse/sync';
import { LapidaryError } from '../../src-shared/domain/errors.ts';

/** A row of a manifest. Empty cells are null; `image` and `mask` are relative to the manifest's folder. */
export interface ManifestRow {
  /** Line of the file it ends on, from 1. */
  readonly line: number;
  readonly image: string;
  readonly mask: string | null;
  readonly patient: string | null;
  readonly study: string | null;
  readonly label: string | null;
  readonly site: string | null;
}

export interface Manifest {
  readonly rows: readonly ManifestRow[];
  /** Rows that say nothing usable: their line, what the image cell holds, and why. */
  readonly unusable: readonly {
    readonly line: number;
    readonly image: string;
    readonly problem: LapidaryError;
  }[];
  /** Columns that mean nothing to an import. */
  readonly ignored: readonly string[];
}

const columns = ['image', 'mask', 'patient', 'study', 'label', 'site'] as const;
type Column = (typeof columns)[number];

/** The longest text of a cell. */
const longest: Readonly<Record<Column, number>> = {
  image: 1000,
  mask: 1000,
  patient: 64,
  study: 64,
  label: 64,
  site: 100,
};

/**
 * Reads a manifest: CSV with a header, in UTF-8 (a byte order mark is fine), separated by comma, semicolon or tab, with
 * quotes as in RFC 4180 and any line ends.
 * @throws LapidaryError `manifest-encoding`, `manifest-unreadable`, `manifest-columns`, `manifest-empty`
 */
export function parseManifest(bytes: Uint8Array): Manifest {
  const text = decode(bytes);
  const records = parseRecords(text);
  const [header, ...body] = records;
  if (!header) throw empty();
  const { at, ignored } = readHeader(header.cells);
  if (body.length === 0) throw empty();
  const rows: ManifestRow[] = [];
  const unusable: Manifest['unusable'][number][] = [];
  for (const { line, cells } of body) {
    const row = readRow(line, cells, at);
    const problem = problemOf(row, cells.length, header.cells.length);
    if (problem) unusable.push({ line, image: row.image, problem });
    else rows.push(row);
  }
  return { rows, unusable, ignored };
}

function decode(bytes: Uint8Array): string {
  const [a, b] = bytes;
  const isUtf16 =
    (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || bytes.subarray(0, 200).includes(0);
  try {
    if (!isUtf16) return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Said below.
  }
  throw new LapidaryError(
    'manifest-encoding',
    `The manifest is not in UTF-8${isUtf16 ? ' but in UTF-16' : ''}.`,
    'Save it once more as "CSV UTF-8" (in Excel: Save as, file type "CSV UTF-8").',
  );
}

interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

function parseRecords(text: string): CsvRecord[] {
  const firstLine = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  const count = (mark: string): number => firstLine.split(mark).length - 1;
  const delimiter = [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
  try {
    const parsed = parse(text, {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      info: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return parsed
      .map(({ record, info }) => ({ line: info.lines, cells: record }))
      .filter(({ cells }) => cells.some((cell) => cell !== ''));
  } catch (error) {
    const line =
      error instanceof CsvError && typeof error['lines'] === 'number' ? ` (line ${error['lines']})` : '';
    throw new LapidaryError(
      'manifest-unreadable',
      `The manifest cannot be read as CSV${line}: a quotation mark is opened and not closed, or stands inside a cell.`,
      'Correct that line, or save the table as CSV once more.',
      { cause: error },
    );
  }
}

function readHeader(cells: readonly string[]): { at: ReadonlyMap<Column, number>; ignored: string[] } {
  const at = new Map<Column, number>();
  const unknown: string[] = [];
  for (const [i, cell] of cells.entries()) {
    const name = cell.trim().toLowerCase();
    const column = columns.find((one) => one === name);
    if (!column) {
      if (name !== '') unknown.push(cell.trim());
    } else if (at.has(column)) {
      throw wrongColumns(`It has the column "${column}" twice.`, cells);
    } else {
      at.set(column, i);
    }
  }
  if (!at.has('image')) throw wrongColumns('It has no column "image".', cells);
  // A misspelt "label" must not quietly become an import without labels.
  for (const name of unknown) {
    const meant = columns.find((column) => !at.has(column) && isNearly(name, column));
    if (meant) throw wrongColumns(`Its column "${name}" is probably meant to be "${meant}".`, cells);
  }
  return { at, ignored: unknown };
}

/** A known name with something hung on ("patient_id", "masks"), or one slip of the finger away from a longer one. */
function isNearly(name: string, column: Column): boolean {
  const plain = name.toLowerCase().replace(/[^a-z]/g, '');
  const bare = plain.replace(/(s|id|nr|no|number|path|file|filename|name|code)$/, '');
  if (plain === column || bare === column) return true;
  return column.length > 4 && isOneSlip(plain, column);
}

/** Whether one letter inserted, left out, replaced, or two neighbours swapped makes one word of the other. */
function isOneSlip(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const restA = a.slice(start, a.length - end);
  const restB = b.slice(start, b.length - end);
  const isSwap = restA.length === 2 && restB.length === 2 && restA === `${restB.charAt(1)}${restB.charAt(0)}`;
  return isSwap || (restA.length <= 1 && restB.length <= 1);
}

function readRow(line: number, cells: readonly string[], at: ReadonlyMap<Column, number>): ManifestRow {
  const cell = (column: Column): string | null => {
    const place = at.get(column);
    const text = place === undefined ? '' : (cells[place] ?? '');
    return text === '' ? null : text;
  };
  return {
    line,
    image: cell('image') ?? '',
    mask: cell('mask'),
    patient: cell('patient'),
    study: cell('study'),
    label: cell('label'),
    site: cell('site'),
  };
}

function problemOf(row: ManifestRow, cells: number, wanted: number): LapidaryError | undefined {
  if (cells > wanted) {
    return badRow(
      row.line,
      `has ${cells} cells where the header has ${wanted}`,
      'Put quotes around cells that hold the separator.',
    );
  }
  if (row.image === '') return badRow(row.line, 'names no image', 'Fill in its image, or remove the row.');
  const long = columns.find((column) => (row[column]?.length ?? 0) > longest[column]);
  if (long) {
    return badRow(row.line, `has more than ${longest[long]} characters in "${long}"`, 'Shorten that cell.');
  }
  return undefined;
}

function badRow(line: number, what: string, remedy: string): LapidaryError {
  return new LapidaryError('manifest-row', `Line ${line} of the manifest ${what}.`, remedy);
}

function wrongColumns(what: string, found: readonly string[]): LapidaryError {
  return new LapidaryError(
    'manifest-columns',
    `The manifest's header is not usable. ${what} Found: ${found.slice(0, 20).join(', ')}.`,
    'The first line must name the columns: image and, where wanted, mask, patient, study, label, site. Other columns are ignored.',
  );
}

function empty(): LapidaryError {
  return new LapidaryError(
    'manifest-empty',
    'The manifest has no rows.',
    'Its first line names the columns; every further line is one picture.',
  );
}
