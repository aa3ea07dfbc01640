import {
  limits,
  type ByteSource,
  type Checkpoint,
  type CheckpointFiles,
  type CheckpointFormat,
  type CheckpointTensor,
} from './checkpoint.ts';
import { printable, quoted } from './quoted.ts';
import { damaged, missingPart, tooLarge, unsupported } from './refusals.ts';
import { statedValues } from './statedValues.ts';
import { isObject, JsonError, parseJson, type Json, type JsonObject } from './strictJson.ts';

/** Parts stay open together while their checkpoint is. */
const maxParts = 128;

const shardedFormat: Partial<Record<CheckpointFormat, CheckpointFormat>> = {
  safetensors: 'safetensors-sharded',
  'pytorch-zip': 'pytorch-sharded',
  'pytorch-legacy': 'pytorch-sharded',
};

interface Index {
  readonly metadata: JsonObject;
  /** File of each tensor. */
  readonly weightMap: ReadonlyMap<string, string>;
}

/**
 * A checkpoint of several files, by its index: `{"metadata": {…}, "weight_map": {tensor: file}}`, as transformers writes
 * it beside `model-00001-of-00002.safetensors` or `pytorch_model-00001-of-00002.bin`. A tensor counts only in the file
 * that the index names for it.
 * The checkpoint owns the index; where opening fails, the caller keeps it.
 * @param openPart reads one file and closes it where that fails
 * @throws LapidaryError of the codes of the parts' readers, `checkpoint-incomplete`
 */
export async function openSharded(
  index: ByteSource,
  files: CheckpointFiles,
  openPart: (name: string) => Promise<Checkpoint>,
): Promise<Checkpoint> {
  const { metadata, weightMap } = await readIndex(index);
  const names = [...new Set(weightMap.values())];
  for (const name of names) assertPart(name, files);
  const parts = new Map<string, Checkpoint>();
  const closeParts = async (): Promise<void> => {
    for (const part of parts.values()) await part[Symbol.asyncDispose]();
  };
  try {
    for (const name of names) parts.set(name, await openPart(name));
    const notes: string[] = [];
    const format = formatOf(parts);
    const tensors = tensorsOf(weightMap, parts);
    noteOthers(weightMap, parts, notes);
    const values = statedValues(statedBy(metadata, parts), notes);
    return {
      format,
      tensors,
      values,
      notes,
      async [Symbol.asyncDispose]() {
        await closeParts();
        await index[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await closeParts();
    throw error;
  }
}

function* statedBy(
  metadata: JsonObject,
  parts: ReadonlyMap<string, Checkpoint>,
): Generator<readonly [string, string | number | boolean]> {
  for (const [key, value] of metadata) {
    if (value !== null && typeof value !== 'object') yield [key, value];
  }
  for (const part of parts.values()) yield* part.values;
}

async function readIndex(source: ByteSource): Promise<Index> {
  if (source.size > limits.headerBytes) throw tooLarge(`its index has ${source.size} bytes`);
  const root = parsed(await source.read(0, source.size));
  const map = isObject(root) ? root.get('weight_map') : undefined;
  if (!isObject(root) || !isObject(map)) {
    throw unsupported(
      `${quoted(source.name)} is JSON, and no index of a checkpoint`,
      'Choose the file with the weights, or the index whose name ends in .index.json.',
    );
  }
  if (map.size === 0) throw damaged('its index names no tensors');
  if (map.size > limits.tensors) throw tooLarge(`its index names ${map.size} tensors`);
  const weightMap = new Map<string, string>();
  for (const [tensor, file] of map) {
    if (typeof file !== 'string') throw damaged(`its index names no file for tensor ${quoted(tensor)}`);
    weightMap.set(tensor, file);
  }
  if (new Set(weightMap.values()).size > maxParts) throw tooLarge(`it has more than ${maxParts} parts`);
  const metadata = root.get('metadata');
  return { weightMap, metadata: isObject(metadata) ? metadata : new Map() };
}

function parsed(bytes: Uint8Array): Json {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return parseJson(text, { depth: limits.depth, values: 2 * limits.tensors + limits.values });
  } catch (cause) {
    const reason = cause instanceof JsonError ? cause.message : 'is not valid JSON';
    throw damaged(`its index ${reason}`, { cause });
  }
}

function assertPart(name: string, files: CheckpointFiles): void {
  if (/[/\\:\0]/u.test(name) || name === '' || name === '.' || name === '..') {
    throw damaged(`its index names ${quoted(name)}, which is not a file beside it`);
  }
  if (!files.names.includes(name)) throw missingPart(printable(name));
}

function formatOf(parts: ReadonlyMap<string, Checkpoint>): CheckpointFormat {
  const formats = new Set([...parts.values()].map(({ format }) => shardedFormat[format]));
  const [format] = formats;
  if (formats.size !== 1 || format === undefined) {
    throw damaged('its parts are not all safetensors, or all PyTorch files');
  }
  return format;
}

function tensorsOf(
  weightMap: Index['weightMap'],
  parts: ReadonlyMap<string, Checkpoint>,
): ReadonlyMap<string, CheckpointTensor> {
  const tensors = new Map<string, CheckpointTensor>();
  for (const [name, file] of weightMap) {
    const tensor = parts.get(file)?.tensors.get(name);
    if (tensor === undefined) throw damaged(`tensor ${quoted(name)} is not in its part ${quoted(file)}`);
    tensors.set(name, tensor);
  }
  return tensors;
}

/** A tensor in two parts would have two values; one that the index leaves out is none of the checkpoint's. */
function noteOthers(
  weightMap: Index['weightMap'],
  parts: ReadonlyMap<string, Checkpoint>,
  notes: string[],
): void {
  let left = 0;
  for (const [file, part] of parts) {
    for (const name of part.tensors.keys()) {
      const named = weightMap.get(name);
      if (named === undefined) left++;
      else if (named !== file) {
        throw damaged(`tensor ${quoted(name)} is in ${quoted(named)} and in ${quoted(file)}`);
      }
    }
    notes.push(...part.notes.map((note) => `${printable(file)}: ${note}`));
  }
  if (left > 0) notes.push(`${left} tensors of the parts are not named by the index and were left out.`);
}
