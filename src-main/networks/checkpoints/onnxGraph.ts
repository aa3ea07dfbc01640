import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import { bytesOfType, limits, type CheckpointTensor } from './checkpoint.ts';
import { readEntry, readTensor, type ExternalFiles, type OnnxTensor } from './onnxTensor.ts';
import type { ProtobufReader, Range } from './protobufReader.ts';
import { quoted } from './quoted.ts';
import { damaged, tooLarge, unsupported } from './refusals.ts';

/** What is kept of a node that works on weights. */
export interface OnnxNode {
  readonly op: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** The path of the module that it came from, where the exporter noted it. */
  readonly scope: string | undefined;
  /** Whether the second factor of a Gemm is used transposed. */
  readonly transB: boolean;
  /** Whether a Gemm multiplies its product by something else than 1. */
  readonly isScaled: boolean;
}

export interface OnnxGraph {
  /** In the order of the file; constants of nodes after the initializers. */
  readonly tensors: ReadonlyMap<string, OnnxTensor>;
  readonly nodes: readonly OnnxNode[];
  /** Values of `Constant` nodes, which are part of `tensors`. */
  readonly constants: ReadonlySet<string>;
}

/** Ops that take a parameter, or that tell what another parameter is called. */
const keptOps = new Set([
  'Add',
  'BatchNormalization',
  'Concat',
  'Conv',
  'Gemm',
  'Identity',
  'LayerNormalization',
  'MatMul',
]);
/** Of those, the ones whose module's path says what their parameters are called. */
const scopedOps = new Set(['Add', 'Gemm', 'LayerNormalization', 'MatMul']);
const scopesKey = 'pkg.torch.onnx.name_scopes';
const maxNodes = 200_000;
const maxInputs = 1_000;

/** A `GraphProto`, without its subgraphs. @throws LapidaryError of the codes of `openOnnx` */
export async function readGraph(
  reader: ProtobufReader,
  message: Range,
  files: ExternalFiles,
): Promise<OnnxGraph> {
  const tensors = new Map<string, OnnxTensor>();
  const constantTensors: OnnxTensor[] = [];
  const nodes: OnnxNode[] = [];
  let totalBytes = 0;
  const add = (tensor: OnnxTensor): void => {
    if (tensors.has(tensor.name)) throw damaged(`two tensors are called ${quoted(tensor.name)}`);
    if (tensors.size >= limits.tensors) throw tooLarge(`it has more than ${limits.tensors} tensors`);
    totalBytes += bytesOf(tensor);
    if (totalBytes > limits.totalBytes) throw tooLarge(`its tensors have ${totalBytes} bytes together`);
    tensors.set(tensor.name, tensor);
  };
  for await (const field of reader.fields(message, 1)) {
    if (field.wire !== 'bytes') continue;
    if (field.number === 1) {
      const { node, constant } = await readNode(reader, field, files);
      if (constant !== undefined) constantTensors.push(constant);
      if (!keptOps.has(node.op)) continue;
      if (nodes.length >= maxNodes) throw tooLarge(`its graph has more than ${maxNodes} nodes`);
      nodes.push(node);
    } else if (field.number === 5) add(await readTensor(reader, field, 2, files));
    else if (field.number === 15) {
      throw unsupported(
        'some of its weights are stored as sparse tensors',
        'Export the network with dense weights.',
      );
    }
  }
  const biases = new Set(nodes.flatMap(({ op, inputs }) => (op === 'Concat' ? [] : inputs)));
  const weights = constantTensors.filter((tensor) => isWeight(tensor, biases));
  weights.forEach(add);
  return { tensors, nodes, constants: new Set(weights.map(({ name }) => name)) };
}

function bytesOf({ type, shape }: CheckpointTensor): number {
  return shape.reduce((product, side) => product * side, bytesOfType[type]);
}

/** Exporters that fold constants keep weights so; sizes and scales of a graph's own are constants too. */
function isWeight({ name, type, shape }: OnnxTensor, biases: ReadonlySet<string>): boolean {
  const isReal = /f/.test(type);
  return isReal && (shape.length >= 2 || (shape.length === 1 && shape[0] !== 1 && biases.has(name)));
}

interface ReadNode {
  readonly node: OnnxNode;
  /** Under the name of the node's result. */
  readonly constant: OnnxTensor | undefined;
}

/** `NodeProto`. */
async function readNode(reader: ProtobufReader, message: Range, files: ExternalFiles): Promise<ReadNode> {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes: Range[] = [];
  const entries: Range[] = [];
  let name = '';
  let op = '';
  for await (const field of reader.fields(message, 2)) {
    if (field.wire !== 'bytes') continue;
    if (field.number === 1 || field.number === 2) {
      const list = field.number === 1 ? inputs : outputs;
      if (list.length >= maxInputs) throw tooLarge('one of its nodes has too many inputs');
      list.push(await reader.text(field));
    } else if (field.number === 3) name = await reader.text(field);
    else if (field.number === 4) op = await reader.text(field);
    else if (field.number === 5 && attributes.length < maxInputs) attributes.push(field);
    else if (field.number === 9 && entries.length < maxInputs) entries.push(field);
  }
  const node = { op, name, inputs, outputs, scope: undefined, transB: false, isScaled: false };
  if (op === 'Constant') {
    const tensor = await constantOf(reader, attributes, files);
    const [result] = outputs;
    return {
      node,
      constant: tensor === undefined || result === undefined ? undefined : { ...tensor, name: result },
    };
  }
  if (!scopedOps.has(op)) return { node, constant: undefined };
  let scope: string | undefined;
  for (const entry of entries) {
    const [, scopes] = await readEntry(reader, entry, 3, (key) => key === scopesKey);
    if (scopes !== undefined) scope = innermostScope(scopes);
  }
  return { node: { ...node, scope, ...(await factorsOf(reader, attributes)) }, constant: undefined };
}

/** The module in "['', 'blocks', 'blocks.0', 'blocks.0.attn.qkv', 'linear']": what the operation itself lies in. */
function innermostScope(scopes: string): string | undefined {
  const names = [...scopes.matchAll(/'([^']*)'/g)].map(([, scope = '']) => scope);
  return names.at(-2) || undefined;
}

async function constantOf(
  reader: ProtobufReader,
  attributes: readonly Range[],
  files: ExternalFiles,
): Promise<OnnxTensor | undefined> {
  for (const attribute of attributes) {
    for await (const field of reader.fields(attribute, 3)) {
      if (field.number !== 5 || field.wire !== 'bytes') continue;
      try {
        return await readTensor(reader, field, 4, files);
      } catch (error) {
        // Texts are ordinary constants of a graph, and are no weights.
        if (error instanceof LapidaryError && error.code === 'checkpoint-unsupported') return undefined;
        throw error;
      }
    }
  }
  return undefined;
}

/** `transB`, `alpha` and `beta` of a Gemm. */
async function factorsOf(
  reader: ProtobufReader,
  attributes: readonly Range[],
): Promise<Pick<OnnxNode, 'transB' | 'isScaled'>> {
  let transB = false;
  let isScaled = false;
  for (const attribute of attributes) {
    let name = '';
    let isOn = false;
    let factor: Range | undefined;
    for await (const field of reader.fields(attribute, 3)) {
      if (field.number === 1 && field.wire === 'bytes') name = await reader.text(field);
      if (field.number === 3 && field.wire === 'varint') isOn = field.integer !== 0n;
      if (field.number === 2 && field.wire === 'fixed32') factor = field;
    }
    if (name === 'transB') transB = isOn;
    if ((name === 'alpha' || name === 'beta') && factor !== undefined) {
      const bytes = await reader.source.read(factor.start, 4);
      isScaled ||= new DataView(bytes.buffer).getFloat32(0, true) !== 1;
    }
  }
  return { transB, isScaled };
}
