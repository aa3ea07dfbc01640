import type { TensorType } from './checkpoint.ts';

/**
 * What a pickle is read into: plain data. No value here can do anything; a class or function that a pickle names is
 * only ever its name, and what the pickle would have made of it is an `Inert` that keeps what it was given.
 */
export type PickleValue =
  | null
  | boolean
  | number
  /** Integers that a number cannot hold exactly. */
  | bigint
  | string
  | Uint8Array
  | PickleList
  | PickleTuple
  | PickleSet
  | PickleDict
  | PickleGlobal
  | Inert
  | StoredValues
  | PickledTensor
  | UnreadableTensor;

export class PickleList {
  readonly items: PickleValue[] = [];
}

export class PickleTuple {
  readonly items: readonly PickleValue[];
  constructor(items: readonly PickleValue[]) {
    this.items = items;
  }
}

export class PickleSet {
  readonly items: PickleValue[] = [];
}

/**
 * Entries in the order in which they were set. They are not hashed: keys chosen to collide would make that slow, and
 * what Python writes repeats no key.
 */
export class PickleDict {
  readonly entries: (readonly [PickleValue, PickleValue])[] = [];

  /** The first entry of that name. Looks through all entries: for small dictionaries. */
  get(key: string): PickleValue | undefined {
    return this.entries.find(([name]) => name === key)?.[1];
  }
}

/** A class or function by its name, `module.name`. */
export class PickleGlobal {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** What a class or function that is not rebuilt here would have made: its name, and what was put into it. */
export class Inert {
  /** Of the class or function, `module.name`. */
  readonly name: string;
  /** What BUILD would have set: attributes, as a rule. */
  state: PickleValue = null;
  readonly items: PickleValue[] = [];
  readonly entries: (readonly [PickleValue, PickleValue])[] = [];
  constructor(name: string) {
    this.name = name;
  }
}

/** A run of values outside the pickle that tensors look into. */
export class StoredValues {
  /** Names the bytes: a part of an archive, or one of the runs behind a pickle. */
  readonly key: string;
  /** Undefined where they are bytes that their tensors give a type. */
  readonly type: TensorType | undefined;
  /** Values (bytes where there is no type) that the whole run must have. */
  readonly length: number;
  /** The part that is meant, in values. */
  readonly part: { readonly offset: number; readonly length: number };
  constructor(
    key: string,
    type: TensorType | undefined,
    length: number,
    part: { readonly offset: number; readonly length: number } = { offset: 0, length },
  ) {
    this.key = key;
    this.type = type;
    this.length = length;
    this.part = part;
  }
}

/** A tensor whose every value is known to lie inside its storage's part. Offset and strides count values. */
export class PickledTensor {
  readonly storage: StoredValues;
  readonly type: TensorType;
  /** From the start of the whole run. */
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  constructor(
    storage: StoredValues,
    type: TensorType,
    offset: number,
    shape: readonly number[],
    strides: readonly number[],
  ) {
    this.storage = storage;
    this.type = type;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
  }
}

/** A tensor of a kind that is not read. */
export class UnreadableTensor {
  /** Completes "tensor … is". */
  readonly kind: string;
  constructor(kind: string) {
    this.kind = kind;
  }
}
