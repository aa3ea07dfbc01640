/** Sessions of models that Lapidary did not write. */
import { InferenceSession, type Tensor as OrtTensor } from 'onnxruntime-node';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { floatsOf, ofType } from './elements.ts';
import type { ForeignPort, ForeignSession, ForeignTensor, SessionOptions } from './runtime.ts';
import { nativeOptions, providerLost } from './sessions.ts';

/** Characters of a runtime's message that are shown. */
const shownMessage = 200;

/**
 * @param file an .onnx file; external data lie beside it
 * @throws LapidaryError `model-failed` where the runtime refuses it
 */
export async function openForeignSession(file: string, options: SessionOptions): Promise<ForeignSession> {
  const handle = await InferenceSession.create(file, nativeOptions(options, {})).catch((cause: unknown) => {
    throw modelFailed('The runtime cannot open this model', cause);
  });
  try {
    return new ForeignOrtSession(handle, options);
  } catch (error) {
    await handle.release();
    throw error;
  }
}

class ForeignOrtSession implements ForeignSession {
  readonly inputs: readonly ForeignPort[];
  readonly outputs: readonly ForeignPort[];
  readonly #handle: InferenceSession;
  readonly #options: SessionOptions;
  #released = false;

  constructor(handle: InferenceSession, options: SessionOptions) {
    this.#handle = handle;
    this.#options = options;
    this.inputs = handle.inputMetadata.map(toPort);
    this.outputs = handle.outputMetadata.map(toPort);
  }

  async run(
    feeds: Readonly<Record<string, ForeignTensor>>,
    fetch: readonly string[],
  ): Promise<Readonly<Record<string, ForeignTensor>>> {
    if (this.#released) throw new Error('session: run after release');
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
      // A device that failed is of no more use to this process, whosever fault it was.
      if (this.#options.provider !== 'cpu') throw providerLost(this.#options.provider, cause);
      throw modelFailed('The model failed while it was computing', cause);
    }
  }

  async release(): Promise<void> {
    if (this.#released) return;
    this.#released = true;
    await this.#handle.release();
  }
}

function toPort(metadata: InferenceSession.ValueMetadata): ForeignPort {
  if (metadata.isTensor) return { name: metadata.name, type: metadata.type, shape: metadata.shape };
  throw modelFailed('The model takes or gives something that is no tensor');
}

function toNative(port: ForeignPort, tensor: ForeignTensor | undefined): OrtTensor {
  if (tensor === undefined) throw modelFailed('The model has an input that its card does not know');
  try {
    return ofType(port.type, tensor.data, tensor.shape);
  } catch (cause) {
    throw modelFailed('The model takes elements of a type that is not given here', cause);
  }
}

function fromNative(name: string, value: OrtTensor | undefined): ForeignTensor {
  const data = value === undefined ? undefined : floatsOf(value);
  if (value !== undefined && data !== undefined) return { data, shape: value.dims };
  throw modelFailed(`Its output “${cleaned(name)}” did not come back as numbers`);
}

/** @param what begins the message */
function modelFailed(what: string, cause?: unknown): LapidaryError {
  const said = cause instanceof Error ? cleaned(cause.message) : '';
  return new LapidaryError(
    'model-failed',
    `${what}${said === '' ? '' : `: ${said}`}.`,
    'Check the sizes that were stated of the model. If they are right, the model itself is at fault: export it again.',
    { cause },
  );
}

/** A text of the runtime, which may quote the model: on one line, without paths, cut. */
function cleaned(text: string): string {
  const line = text
    .replace(/[^\p{L}\p{N}\p{P}\p{S} ]+/gu, ' ')
    .replace(/(?:[A-Za-z]:)?(?:[/\\][^\s/\\:]+){2,}/g, '…')
    .replace(/ {2,}/g, ' ')
    .trim()
    .replace(/\.$/, '');
  return line.length > shownMessage ? `${line.slice(0, shownMessage)}…` : line;
}
