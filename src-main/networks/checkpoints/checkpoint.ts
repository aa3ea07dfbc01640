/**
 * A checkpoint as every reader gives it: named tensors whose bytes are read when they are asked for. A file is
 * untrusted: its sizes are checked before anything is allocated for them, and nothing in it is ever run.
 */

/** Bytes of one value, by NumPy's type codes; bf16 and the two float8 formats have none there. */
export const bytesOfType = {
  f8: 8,
  f4: 4,
  f2: 2,
  bf16: 2,
  f1e4m3: 1,
  f1e5m2: 1,
  i8: 8,
  i4: 4,
  i2: 2,
  i1: 1,
  u8: 8,
  u4: 4,
  u2: 2,
  u1: 1,
  b1: 1,
  c8: 8,
  c16: 16,
} as const;
export type TensorType = keyof typeof bytesOfType;

export type CheckpointFormat =
  | 'safetensors'
  | 'safetensors-sharded'
  | 'pytorch-zip'
  | 'pytorch-sharded'
  | 'pytorch-legacy'
  | 'npz'
  | 'onnx';

export interface CheckpointTensor {
  readonly type: TensorType;
  /** [] for a scalar. */
  readonly shape: readonly number[];
  /**
   * The values in pieces of at most 1 MiB: contiguous, row-major, little-endian. A piece may be overwritten once the
   * next one is asked for.
   * @throws LapidaryError `checkpoint-damaged`
   */
  bytes(): AsyncIterable<Uint8Array>;
}

export interface Checkpoint extends AsyncDisposable {
  readonly format: CheckpointFormat;
  /** By name, in the order of the file; names of nested containers are joined by dots. */
  readonly tensors: ReadonlyMap<string, CheckpointTensor>;
  /** What the file states beside its tensors, by dotted name: metadata, epochs, arguments. Unchecked. */
  readonly values: ReadonlyMap<string, string | number | boolean>;
  /** What was found and left alone, in words: objects of unknown types, for example. */
  readonly notes: readonly string[];
}

/** Random access to a file that does not change. */
export interface ByteSource extends AsyncDisposable {
  /** Without a folder. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /**
   * Exactly `length` bytes from `offset`.
   * @throws LapidaryError `checkpoint-damaged` where the file has fewer
   */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** The files that a checkpoint may be made of: shards, an index, external data. No other file is ever opened. */
export interface CheckpointFiles {
  /** Plain names, without folders. */
  readonly names: readonly string[];
  open(name: string): Promise<ByteSource>;
}

/** What a reader allocates or follows at most, whatever a file claims. */
export const limits = {
  /** Header of a safetensors file, index of a sharded one, pickle, directory of a zip, in bytes. */
  headerBytes: 100_000_000,
  /** Thirty times those of the largest networks: their optimisers, averages and other towers included. */
  tensors: 20_000,
  rank: 16,
  /** Nested containers. */
  depth: 64,
  nameLength: 1_000,
  /** A name's or text's worth of `values`. */
  textLength: 10_000,
  values: 10_000,
  /** Values that a tensor repeats (stride 0, compression): its bytes over the bytes of its file. */
  expansion: 1_100,
  /** All tensors together, in bytes. */
  totalBytes: 64 * 1024 ** 3,
  pieceBytes: 1024 * 1024,
} as const;
