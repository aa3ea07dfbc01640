import {
  bytesOfType,
  limits,
  type ByteSource,
  type Checkpoint,
  type CheckpointFiles,
  type CheckpointTensor,
} from './checkpoint.ts';
import { readGraph, type OnnxGraph } from './onnxGraph.ts';
import { isMadeUp, parameterNames, type Renaming } from './onnxNames.ts';
import { ExternalFiles, readEntry, type OnnxTensor } from './onnxTensor.ts';
import { gathered, rowMajor } from './pieces.ts';
import { ProtobufReader, type Field, type Range } from './protobufReader.ts';
import { damaged, tooLarge } from './refusals.ts';
import { statedValues } from './statedValues.ts';

/** Wire type of each field of a `ModelProto` (onnx.proto). */
const modelFields: Readonly<Record<number, Field['wire']>> = {
  1: 'varint',
  2: 'bytes',
  3: 'bytes',
  4: 'bytes',
  5: 'varint',
  6: 'bytes',
  7: 'bytes',
  8: 'bytes',
  14: 'bytes',
  20: 'bytes',
  25: 'bytes',
  26: 'bytes',
};
const graphField = 7;

/** Whether a file is a `ModelProto` with a graph. The format has no signature, so its fields are walked. */
export async function holdsOnnx(source: ByteSource): Promise<boolean> {
  let hasGraph = false;
  try {
    for await (const { number, wire } of new ProtobufReader(source).fields({ start: 0, end: source.size })) {
      if (modelFields[number] !== wire) return false;
      hasGraph ||= number === graphField;
    }
  } catch {
    // Cut short behind its beginning, it is still one, and is refused as such by the reader.
    return hasGraph || (await startsLikeOnnx(source));
  }
  return hasGraph;
}

/** `ir_version`, which every writer puts first, then the producer's name, the opsets or the graph. */
async function startsLikeOnnx(source: ByteSource): Promise<boolean> {
  const [tag, version = 0, next = 0] = await source.read(0, Math.min(3, source.size));
  return tag === 0x08 && version >= 3 && version < 0x40 && [0x12, 0x3a, 0x42].includes(next);
}

/**
 * An ONNX model (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto): the initializers of its graph and constants
 * that can be weights. Parameters get back the names and the orientation that they had before PyTorch's exporters
 * folded them, where the graph tells; `notes` says how many. Producer, versions, opsets and metadata become `values`.
 * The checkpoint owns the source; where opening fails, the caller keeps it.
 * @param files among which external data are looked for
 * @throws LapidaryError `checkpoint-damaged`, `checkpoint-unsupported`, `checkpoint-too-large`, `checkpoint-incomplete`
 */
export async function openOnnx(source: ByteSource, files: CheckpointFiles): Promise<Checkpoint> {
  const reader = new ProtobufReader(source);
  const notes: string[] = [];
  const { graph, stated } = await readModel(reader, source.size, new ExternalFiles(files));
  return {
    format: 'onnx',
    tensors: parametersOf(graph, notes),
    values: statedValues(stated, notes),
    notes,
    [Symbol.asyncDispose]: () => source[Symbol.asyncDispose](),
  };
}

async function readModel(
  reader: ProtobufReader,
  size: number,
  files: ExternalFiles,
): Promise<{ readonly graph: OnnxGraph; readonly stated: [string, string | number][] }> {
  const stated: [string, string | number][] = [];
  let graph: OnnxGraph | undefined;
  for await (const field of reader.fields({ start: 0, end: size })) {
    if (modelFields[field.number] !== field.wire) throw damaged('it has fields that no ONNX model has');
    if (field.number === graphField) {
      if (graph !== undefined) throw damaged('it has two graphs');
      graph = await readGraph(reader, field, files);
    } else await readStated(reader, field, stated);
    if (stated.length > limits.values) throw tooLarge(`it states more than ${limits.values} things`);
  }
  if (graph === undefined) throw damaged('it has no graph');
  return { graph, stated };
}

async function readStated(
  reader: ProtobufReader,
  field: Field,
  stated: [string, string | number][],
): Promise<void> {
  const isText = field.end - field.start <= limits.textLength;
  if (field.number === 1) stated.push(['irVersion', Number(field.integer)]);
  else if (field.number === 2 && isText)
    stated.push(['producer', await reader.text(field, limits.textLength)]);
  else if (field.number === 3 && isText) {
    stated.push(['producerVersion', await reader.text(field, limits.textLength)]);
  } else if (field.number === 8) stated.push(await readOpset(reader, field));
  else if (field.number === 14) {
    const [key, value] = await readEntry(reader, field, 1);
    if (value !== undefined) stated.push([`metadata.${key}`, value]);
  }
}

/** `OperatorSetIdProto`; the empty domain is ONNX's own. */
async function readOpset(reader: ProtobufReader, message: Range): Promise<[string, number]> {
  let domain = '';
  let version = 0;
  for await (const field of reader.fields(message, 1)) {
    if (field.number === 1 && field.wire === 'bytes') domain = await reader.text(field);
    if (field.number === 2 && field.wire === 'varint') version = Number(field.integer);
  }
  return [`opset.${domain === '' ? 'ai.onnx' : domain}`, version];
}

/** The graph's tensors under their parameters' names. */
function parametersOf(graph: OnnxGraph, notes: string[]): ReadonlyMap<string, CheckpointTensor> {
  const renamings = parameterNames(graph);
  const bySource = Map.groupBy(renamings, ({ from }) => from);
  const tensors = new Map<string, CheckpointTensor>();
  let left = 0;
  for (const [name, tensor] of graph.tensors) {
    const own = bySource.get(name) ?? [];
    if (own.length === 0 && isMadeUp(name) && isOfTheGraph(tensor)) {
      left++;
      continue;
    }
    // A tensor that equal parameters share keeps its own name beside theirs.
    if (own.length === 0 || !isMadeUp(name)) tensors.set(name, bare(tensor));
    for (const renaming of own) tensors.set(renaming.name, renamed(tensor, renaming));
  }
  if (tensors.size > limits.tensors) throw tooLarge(`it has more than ${limits.tensors} tensors`);
  if (renamings.length > 0) {
    const turned = renamings.filter(({ transposed }) => transposed).length;
    notes.push(
      `${renamings.length} tensors got back the names that the graph gives their parameters; ${turned} of them were stored transposed.`,
    );
  }
  if (left > 0) notes.push(`${left} constants of the graph itself (sizes, axes, scales) were left out.`);
  return tensors;
}

/** Sizes, axes and scales, which are no parameters of a network. */
function isOfTheGraph({ type, shape }: OnnxTensor): boolean {
  const count = shape.reduce((product, side) => product * side, 1);
  return count <= 1 || /^[iub]\d/.test(type);
}

function bare(tensor: OnnxTensor): CheckpointTensor {
  const { type, shape } = tensor;
  return { type, shape, bytes: () => tensor.bytes() };
}

function renamed(tensor: OnnxTensor, { transposed }: Renaming): CheckpointTensor {
  if (!transposed) return bare(tensor);
  const { type, shape } = tensor;
  const turned = shape.toReversed();
  const width = bytesOfType[type];
  const length = turned.reduce((product, side) => product * side, width);
  return {
    type,
    shape: turned,
    async *bytes() {
      // What is stored row-major as (in, out) is the column-major form of (out, in).
      yield* rowMajor(await gathered(tensor.bytes(), length), turned, width);
    },
  };
}
