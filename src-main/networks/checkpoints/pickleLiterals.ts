import type { PickleBytes } from './pickleBytes.ts';
import { op } from './pickleOpcodes.ts';
import { damaged } from './refusals.ts';

export type Literal = null | boolean | number | bigint | string | Uint8Array;

/** The value that an opcode and its argument stand for by themselves; undefined for all other opcodes. */
export function literal(opcode: number, bytes: PickleBytes): Literal | undefined {
  switch (opcode) {
    case op.NONE:
      return null;
    case op.NEWTRUE:
      return true;
    case op.NEWFALSE:
      return false;
    case op.BININT:
      return bytes.int32();
    case op.BININT1:
      return bytes.uint8();
    case op.BININT2:
      return bytes.uint16();
    case op.LONG1:
      return bytes.integer(bytes.uint8());
    case op.LONG4:
      return bytes.integer(bytes.int32());
    case op.INT:
    case op.LONG:
      return bytes.integerLine();
    case op.FLOAT:
      return floatOf(bytes.line());
    case op.BINFLOAT:
      return bytes.float64();
    case op.SHORT_BINUNICODE:
      return bytes.text(bytes.uint8());
    case op.BINUNICODE:
      return bytes.text(bytes.uint32());
    case op.BINUNICODE8:
      return bytes.text(bytes.uint64());
    case op.SHORT_BINSTRING:
      return bytes.oldText(bytes.uint8());
    case op.BINSTRING:
      return bytes.oldText(bytes.int32());
    case op.SHORT_BINBYTES:
      return bytes.raw(bytes.uint8());
    case op.BINBYTES:
      return bytes.raw(bytes.uint32());
    case op.BINBYTES8:
    case op.BYTEARRAY8:
      return bytes.raw(bytes.uint64());
    default:
      return undefined;
  }
}

function floatOf(text: string): number {
  if (text === 'nan') return NaN;
  if (text === 'inf' || text === '-inf') return text === 'inf' ? Infinity : -Infinity;
  const value = /^[-+.\deE]+$/.test(text) ? Number(text) : NaN;
  if (Number.isNaN(value)) throw damaged('its pickle has a number that is none');
  return value;
}
