/** With foreignSession.ts the only importer of onnxruntime-node: sessions and execution providers. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { env, InferenceSession, listSupportedBackends, Tensor as OrtTensor } from 'onnxruntime-node';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { DataType } from '../graph/ir.ts';
import { physicalCores } from './cores.ts';
import { readPlacement } from './placement.ts';
import type {
  OpenOptions,
  Placement,
  Provider,
  Runtime,
  Session,
  SessionOptions,
  SessionPort,
  Tensor,
} from './runtime.ts';

export interface RuntimeSettings {
  readonly provider?: Provider;
  /** At most the physical cores, which are the default. */
  readonly threads?: number;
  /**
   * Off by default: without repacked copies of the weights a session needs half the memory. It changes bits, so
   * tuning and prediction use the same setting.
   */
  readonly prepacking?: boolean;
}

/**
 * Lets native code tell on this process's standard error which devices it finds and takes: the runtime, and Vulkan's
 * loader. Has no effect once a session was opened.
 */
export function tellDevices(): void {
  env.logLevel = 'info';
  process.env['VK_LOADER_DEBUG'] = 'driver';
}

/** Throws LapidaryError 'provider-unavailable' where this build of the runtime does not have the provider. */
export function openRuntime(settings: RuntimeSettings = {}): Runtime {
  const { provider = 'cpu', prepacking = false } = settings;
  const supported = listSupportedBackends().map(({ name }) => name);
  if (!supported.includes(provider)) {
    throw new LapidaryError(
      'provider-unavailable',
      `This machine's runtime has no "${provider}" provider; it has ${supported.join(', ')}.`,
      'Choose one of these in the settings; "cpu" works everywhere.',
    );
  }
  const cores = physicalCores();
  const options: SessionOptions = {
    runtime: `onnxruntime-node ${env.versions.node ?? 'unknown'}`,
    provider,
    intraOpThreads: Math.max(1, Math.min(cores, Math.floor(settings.threads ?? cores))),
    interOpThreads: 1,
    graphOptimization: 'all',
    prepacking,
    memoryPattern: false,
  };
  return new OrtRuntime(options);
}

class OrtRuntime implements Runtime {
  readonly options: SessionOptions;
  readonly #sessions = new Set<OrtSession>();

  constructor(options: SessionOptions) {
    this.options = options;
  }

  async open(model: Uint8Array | string, options: OpenOptions = {}): Promise<Session> {
    return this.#open(model, nativeOptions(this.options, options));
  }

  async placement(
    model: Uint8Array | string,
    feeds: Readonly<Record<string, Tensor>>,
    options: OpenOptions = {},
  ): Promise<Placement> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'lapidary-profile-'));
    try {
      const session = await this.#open(model, {
        ...nativeOptions(this.options, options),
        enableProfiling: true,
        profileFilePrefix: path.join(folder, 'profile'),
      });
      try {
        await session.run(feeds);
      } finally {
        session.endProfiling();
        await session.release();
      }
      const [file = 'none'] = await readdir(folder);
      return readPlacement(await readFile(path.join(folder, file), 'utf8'), this.options.provider);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #open(model: Uint8Array | string, native: InferenceSession.SessionOptions): Promise<OrtSession> {
    const { provider } = this.options;
    try {
      const handle =
        typeof model === 'string'
          ? await InferenceSession.create(model, native)
          : await InferenceSession.create(model, native);
      const session = new OrtSession(handle, provider, (closed) => this.#sessions.delete(closed));
      this.#sessions.add(session);
      return session;
    } catch (cause) {
      throw new LapidaryError(
        'model-not-opened',
        `The "${provider}" provider could not open a model.`,
        'Check that there is enough free memory and that the model files are complete; "cpu" is the provider that works everywhere.',
        { cause },
      );
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#sessions].map((session) => session.release()));
  }
}

/** The one place where the runtime's options are set; those that change bits stand in SessionOptions. */
export function nativeOptions(options: SessionOptions, open: OpenOptions): InferenceSession.SessionOptions {
  const entries: Record<string, string> = {
    disable_prepacking: options.prepacking ? '0' : '1',
    // Threads that wait do so asleep: spinning halves the speed of whoever else computes, the other compute
    // process first of all. No bits depend on it.
    'intra_op.allow_spinning': '0',
  };
  // On the CPU itself the runtime takes the guard for a contradiction.
  if (open.wholeOnProvider === true && options.provider !== 'cpu') entries['disable_cpu_ep_fallback'] = '1';
  if (open.weightsFolder !== undefined) {
    entries['model_external_initializers_file_folder_path'] = open.weightsFolder;
  }
  return {
    executionProviders: [options.provider],
    intraOpNumThreads: options.intraOpThreads,
    interOpNumThreads: options.interOpThreads,
    executionMode: 'sequential',
    graphOptimizationLevel: options.graphOptimization,
    enableMemPattern: options.memoryPattern,
    // Errors come back as exceptions; warnings about node placement are no news to a person.
    logSeverityLevel: 4,
    extra: { session: entries, optimization: deviceOptimization(options.provider) },
  };
}

/**
 * The fusion of an addition with the layer normalization that follows drops the deviation which the backward pass
 * reads: WebGPU's fused kernel has no such output, and the run fails.
 */
function deviceOptimization(provider: Provider): Record<string, string> {
  return provider === 'cpu' ? {} : { disable_specified_optimizers: 'SkipLayerNormFusion' };
}

class OrtSession implements Session {
  readonly inputs: readonly SessionPort[];
  readonly outputs: readonly SessionPort[];
  readonly #handle: InferenceSession;
  readonly #provider: Provider;
  readonly #onRelease: (session: OrtSession) => void;
  #released = false;
  #lost = false;

  constructor(handle: InferenceSession, provider: Provider, onRelease: (session: OrtSession) => void) {
    this.#handle = handle;
    this.#provider = provider;
    this.#onRelease = onRelease;
    this.inputs = handle.inputMetadata.map(toPort);
    this.outputs = handle.outputMetadata.map(toPort);
  }

  async run(
    feeds: Readonly<Record<string, Tensor>>,
    fetch: readonly string[] = this.outputs.map(({ name }) => name),
  ): Promise<Readonly<Record<string, Tensor>>> {
    if (this.#released) throw new Error('session: run after release');
    for (const name of Object.keys(feeds)) {
      if (!this.inputs.some((input) => input.name === name)) {
        throw new Error(`session: the model has no input "${name}"`);
      }
    }
    const native = Object.fromEntries(
      this.inputs.map((port) => [port.name, toNative(port, feeds[port.name])]),
    );
    const results = await this.#run(native, fetch);
    return Object.fromEntries(fetch.map((name) => [name, fromNative(name, results[name])]));
  }

  async #run(
    feeds: InferenceSession.FeedsType,
    fetch: readonly string[],
  ): Promise<InferenceSession.ReturnType> {
    try {
      return await this.#handle.run(feeds, fetch);
    } catch (cause) {
      // The CPU has no device to lose: there it is a fault of ours, and none of the machine's.
      if (this.#provider === 'cpu') throw cause;
      this.#lost = true;
      throw providerLost(this.#provider, cause);
    }
  }

  /** Completes the file of a profiled session. */
  endProfiling(): void {
    this.#handle.endProfiling();
  }

  async release(): Promise<void> {
    if (this.#released) return;
    this.#released = true;
    this.#onRelease(this);
    try {
      await this.#handle.release();
    } catch (error) {
      // A device that is gone has nothing left to free.
      if (!this.#lost) throw error;
    }
  }
}

export function providerLost(provider: Provider, cause: unknown): LapidaryError {
  return new LapidaryError(
    'provider-lost',
    `The "${provider}" provider failed while it was computing: its device was lost, ran out of memory, or its driver gave up.`,
    'The work goes on from its last checkpoint. If this happens again, choose "cpu" in the settings.',
    { cause },
  );
}

function toPort(metadata: InferenceSession.ValueMetadata): SessionPort {
  if (!metadata.isTensor) throw new Error(`session: ${metadata.name} is no tensor`);
  const shape = metadata.shape.map((extent) => {
    if (typeof extent !== 'number') throw new Error(`session: ${metadata.name} has a dynamic shape`);
    return extent;
  });
  return { name: metadata.name, shape, dtype: toDataType(metadata.name, metadata.type) };
}

function toDataType(name: string, type: OrtTensor.Type): DataType {
  if (type === 'float32' || type === 'int64' || type === 'bool') return type;
  throw new Error(`session: ${name} has elements of type ${type}`);
}

function dataTypeOf(data: Tensor['data']): DataType {
  if (data instanceof Float32Array) return 'float32';
  return data instanceof BigInt64Array ? 'int64' : 'bool';
}

function toNative(port: SessionPort, tensor: Tensor | undefined): OrtTensor {
  if (tensor === undefined) throw new Error(`session: input "${port.name}" was not fed`);
  const { data, shape } = tensor;
  const fits =
    shape.length === port.shape.length && shape.every((extent, axis) => extent === port.shape[axis]);
  if (!fits || dataTypeOf(data) !== port.dtype) {
    const wanted = `${port.dtype} [${port.shape.join(',')}]`;
    throw new Error(
      `session: input "${port.name}" is ${wanted}, fed ${dataTypeOf(data)} [${shape.join(',')}]`,
    );
  }
  if (data instanceof Float32Array) return new OrtTensor('float32', data, shape);
  return data instanceof BigInt64Array
    ? new OrtTensor('int64', data, shape)
    : new OrtTensor('bool', data, shape);
}

function fromNative(name: string, value: OrtTensor | undefined): Tensor {
  const data = value?.data;
  if (data instanceof Float32Array || data instanceof BigInt64Array || data instanceof Uint8Array) {
    return { data, shape: value?.dims ?? [] };
  }
  throw new Error(`session: output "${name}" did not come back as numbers`);
}
