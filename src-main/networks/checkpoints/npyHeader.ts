import { limits, type TensorType } from './checkpoint.ts';
import { quoted } from './quoted.ts';
import { damaged, tooLarge, unsupported } from './refusals.ts';

/**
 * The head of a NumPy array file (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html): magic,
 * version, length of the header, and a Python dictionary literal with exactly three known keys. The literal is read by
 * the grammar of those three values alone.
 */
export interface NpyHeader {
  readonly type: TensorType;
  readonly shape: readonly number[];
  readonly isBigEndian: boolean;
  readonly isColumnMajor: boolean;
  /** Whether the type is one that NumPy has no name for, so that it was taken for bfloat16. */
  readonly isUnnamed: boolean;
  /** Of the first value from the start of the file, in bytes. */
  readonly dataOffset: number;
}

export type NpyKind = NpyHeader | 'text';

/** What may have to be read of a file to have its whole head. */
export const npyHeadBytes = 64 * 1024;
const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const typePattern = /^([<>=|])([a-zA-Z])(\d{1,3})$/;

/**
 * @param start of the file: all of it, or `npyHeadBytes`
 * @param name of the array, for messages
 * @returns 'text' for arrays of texts, which are no weights
 * @throws LapidaryError `checkpoint-damaged`, `checkpoint-unsupported`, `checkpoint-too-large`
 */
export function parseNpyHeader(start: Uint8Array, name: string): NpyKind {
  const refuse = (what: string): Error => damaged(`array ${quoted(name)} ${what}`);
  if (start.length < 10 || !magic.every((byte, i) => start[i] === byte)) {
    throw refuse('does not start as a NumPy array does');
  }
  const [major = 0, minor = 0] = start.subarray(6, 8);
  if (major < 1 || major > 3 || minor !== 0) throw refuse(`has the unknown version ${major}.${minor}`);
  const view = new DataView(start.buffer, start.byteOffset, start.length);
  const headStart = major === 1 ? 10 : 12;
  if (start.length < headStart) throw refuse('is cut short');
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (headStart + length > npyHeadBytes) {
    throw tooLarge(`the header of array ${quoted(name)} claims ${length} bytes`);
  }
  if (headStart + length > start.length) throw refuse('has a header that does not fit its file');
  const head = start.subarray(headStart, headStart + length);
  const literal = new TextDecoder(major === 3 ? 'utf-8' : 'latin1').decode(head);
  const { descr, isColumnMajor, shape } = new LiteralReader(literal, () =>
    refuse('has a header that is no plain description'),
  ).read();
  if (shape.length > limits.rank) throw refuse('has too many dimensions');
  const type = typeOf(descr, name, refuse);
  if (type === 'text') return 'text';
  return { ...type, shape, isColumnMajor, dataOffset: headStart + length };
}

function typeOf(
  descr: string | undefined,
  name: string,
  refuse: (what: string) => Error,
): Pick<NpyHeader, 'type' | 'isBigEndian' | 'isUnnamed'> | 'text' {
  if (descr === undefined) {
    throw unsupported(
      `array ${quoted(name)} is a table of records`,
      'Save every weight as an array of its own.',
    );
  }
  const [, order = '', kind = '', digits = ''] = typePattern.exec(descr) ?? [];
  if (kind === 'O' || descr === '|O') {
    throw unsupported(
      `array ${quoted(name)} holds Python objects, which are pickled, and pickled objects are not read`,
      'Save the weights alone, as arrays of numbers.',
    );
  }
  if (kind === 'U' || kind === 'S') return 'text';
  const isUnnamed = kind === 'V' && digits === '2';
  const type = isUnnamed ? 'bf16' : numeric(kind, digits);
  if (type === undefined) {
    if (kind === '') throw refuse(`has the type ${quoted(descr)}`);
    throw unsupported(
      `array ${quoted(name)} has the type ${quoted(descr)}`,
      'Save the weights as float32, float16 or bfloat16.',
    );
  }
  return { type, isUnnamed, isBigEndian: order === '>' };
}

const numericTypes: ReadonlySet<string> = new Set([
  'f8',
  'f4',
  'f2',
  'i8',
  'i4',
  'i2',
  'i1',
  'u8',
  'u4',
  'u2',
  'u1',
  'b1',
  'c8',
  'c16',
] satisfies TensorType[]);

function numeric(kind: string, digits: string): TensorType | undefined {
  const isNumeric = (type: string): type is TensorType => numericTypes.has(type);
  const type = kind + digits;
  return isNumeric(type) ? type : undefined;
}

interface Literal {
  /** Undefined for a list of fields. */
  readonly descr: string | undefined;
  readonly isColumnMajor: boolean;
  readonly shape: readonly number[];
}

const textPattern = /\s*(?:'([^'\\]*)'|"([^"\\]*)")/y;
// Python 2 wrote large sizes as 768L.
const sizePattern = /\s*(\d{1,16})L?/y;
const truthPattern = /\s*(True|False)/y;

class LiteralReader {
  private readonly text: string;
  private readonly refusal: () => Error;
  private at = 0;

  constructor(text: string, refusal: () => Error) {
    this.text = text;
    this.refusal = refusal;
  }

  read(): Literal {
    let descr: { readonly text: string | undefined } | undefined;
    let isColumnMajor: boolean | undefined;
    let shape: readonly number[] | undefined;
    this.expect('{');
    while (!this.take('}')) {
      const key = this.string();
      this.expect(':');
      if (key === 'descr' && descr === undefined) {
        descr = { text: this.take('[') ? undefined : this.string() };
        // Fields are not told apart: such a table is refused as a whole.
        if (descr.text === undefined) return { descr: undefined, isColumnMajor: false, shape: [] };
      } else if (key === 'fortran_order' && isColumnMajor === undefined) isColumnMajor = this.truth();
      else if (key === 'shape' && shape === undefined) shape = this.sizes();
      else throw this.refusal();
      if (!this.take(',')) {
        this.expect('}');
        break;
      }
    }
    const isComplete = descr !== undefined && isColumnMajor !== undefined && shape !== undefined;
    if (!isComplete || this.text.slice(this.at).trim() !== '') throw this.refusal();
    return { descr: descr?.text, isColumnMajor: isColumnMajor ?? false, shape: shape ?? [] };
  }

  private sizes(): readonly number[] {
    const sizes: number[] = [];
    this.expect('(');
    while (!this.take(')')) {
      sizes.push(Number(this.match(sizePattern)));
      if (this.take(',')) continue;
      this.expect(')');
      // (3) is a number in Python; only (3,) is a shape.
      if (sizes.length < 2) throw this.refusal();
      break;
    }
    return sizes;
  }

  private string(): string {
    return this.match(textPattern);
  }

  private truth(): boolean {
    return this.match(truthPattern) === 'True';
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    const value = match?.[1] ?? match?.[2];
    if (value === undefined) throw this.refusal();
    this.at = pattern.lastIndex;
    return value;
  }

  private take(character: string): boolean {
    let next = this.at;
    while (this.text[next] === ' ') next++;
    if (this.text[next] !== character) return false;
    this.at = next + 1;
    return true;
  }

  private expect(character: string): void {
    if (!this.take(character)) throw this.refusal();
  }
}
