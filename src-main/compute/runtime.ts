/** What the rest of the house knows of the runtime: types alone, so that depending on it loads no native code. */
import type { DataType, Shape } from '../graph/ir.ts';

/** float32, int64 or bool by the type of its array; row-major. */
export interface Tensor {
  readonly data: Float32Array | BigInt64Array | Uint8Array;
  readonly shape: Shape;
}

export interface SessionPort {
  readonly name: string;
  readonly shape: Shape;
  readonly dtype: DataType;
}

/** A model ready to run. Runs block the process that holds it: only compute processes open sessions. */
export interface Session {
  readonly inputs: readonly SessionPort[];
  readonly outputs: readonly SessionPort[];
  /**
   * Every input must be fed, and nothing else; without `fetch` all outputs come back. Throws LapidaryError
   * 'provider-lost' where a provider other than the CPU fails in a run: this process is then of no more use to it.
   */
  run(
    feeds: Readonly<Record<string, Tensor>>,
    fetch?: readonly string[],
  ): Promise<Readonly<Record<string, Tensor>>>;
  /** Frees the model. Releasing twice does nothing; running afterwards throws. */
  release(): Promise<void>;
}

export const providers = ['cpu', 'webgpu', 'dml', 'coreml', 'cuda'] as const;
export type Provider = (typeof providers)[number];

/** Numbers of any element type, as float32 has them; row-major. Whole numbers are exact up to 2²⁴. */
export interface ForeignTensor {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

export interface ForeignPort {
  readonly name: string;
  /** As the runtime calls it: 'float32', 'float16', 'uint8', 'int64', … */
  readonly type: string;
  /** A text, or a negative number, where the extent is the caller's choice. */
  readonly shape: readonly (number | string)[];
}

/** A model of others: its shapes may be open, and its elements of other types than our own graphs have. */
export interface ForeignSession {
  readonly inputs: readonly ForeignPort[];
  readonly outputs: readonly ForeignPort[];
  /**
   * Every input must be fed; values are brought to the input's type.
   * Throws LapidaryError `model-failed` with what the runtime says, and 'provider-lost' as `Session.run` does.
   */
  run(
    feeds: Readonly<Record<string, ForeignTensor>>,
    fetch: readonly string[],
  ): Promise<Readonly<Record<string, ForeignTensor>>>;
  /** Frees the model. Releasing twice does nothing. */
  release(): Promise<void>;
}

/** Everything about sessions that can change a result's bits; a tuning run and a prediction record it. */
export interface SessionOptions {
  readonly runtime: string;
  readonly provider: Provider;
  readonly intraOpThreads: number;
  readonly interOpThreads: 1;
  readonly graphOptimization: 'all';
  readonly prepacking: boolean;
  readonly memoryPattern: false;
}

export interface OpenOptions {
  /** The folder to which the model's external data are relative. A model given as a path brings its own. */
  readonly weightsFolder?: string;
  /** Refuse a model of which the provider cannot run every node; otherwise the CPU takes those. */
  readonly wholeOnProvider?: boolean;
}

/** Where the nodes of a model ran. */
export interface Placement {
  /** How many on each provider; the one that was asked for is always named. */
  readonly nodes: Readonly<Partial<Record<Provider, number>>>;
  /** The kinds of operation that another provider took, which is the CPU, in alphabetical order. */
  readonly fallbacks: readonly string[];
}

export interface Runtime {
  readonly options: SessionOptions;
  /** The model's bytes, or the path of an .onnx file. Throws LapidaryError 'model-not-opened'. */
  open(model: Uint8Array | string, options?: OpenOptions): Promise<Session>;
  /**
   * Opens the model, runs it once under the runtime's profiler and tells which provider ran each node. What a graph
   * optimisation removed is not counted. Throws as `open` and `run` do.
   */
  placement(
    model: Uint8Array | string,
    feeds: Readonly<Record<string, Tensor>>,
    options?: OpenOptions,
  ): Promise<Placement>;
  /** Releases every session still open. */
  close(): Promise<void>;
}
