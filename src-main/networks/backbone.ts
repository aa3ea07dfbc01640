import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { open, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { Sha256 } from '../../src-shared/domain/ids.ts';
import type { WeightBytes } from '../graph/onnx.ts';
import { sameShape } from '../graph/ir.ts';
import { BackboneCard } from './backboneCard.ts';
import { toHalfBits } from '../../src-shared/domain/half.ts';
import { isHalved, rewriteTensor, rewriteVersion, rewrittenTensors } from './rewrite.ts';
import {
  encodeSafetensors,
  readSafetensorsHeader,
  writeSafetensors,
  type FloatTensor,
  type SafetensorsHeader,
  type TensorEntry,
} from './safetensors.ts';
import { vitTensors, type TensorRun, type VitConfig } from './vit.ts';

/**
 * A backbone is a folder: `card.json`, which says what the network is and where it comes from, and
 * `weights.safetensors`, from which sessions map the weights directly (ONNX external data), so that all sessions over
 * one backbone share its pages.
 */
export const cardFile = 'card.json';
export const weightsFile = 'weights.safetensors';

const largestCard = 1024 * 1024;

export interface Backbone {
  readonly card: BackboneCard;
  readonly networkHash: Sha256;
  /** A tensor's values, read from the file. */
  tensor(name: string): Float32Array;
  /** The file that the graphs of a plan read their frozen weights from; ask before each opening of a session. */
  weights(form: WeightsForm): Promise<Weights>;
}

/**
 * As the network was trained, or with everything computed once that follows from its weights (rewrite.ts), or that
 * with the blocks' matrices in float16.
 */
export type WeightsForm = 'plain' | 'rewritten' | 'rewritten-half';

export interface Weights {
  /** Sessions are opened with this folder for external data; undefined where the bytes come with the graph. */
  readonly folder: string | undefined;
  /** The bytes behind each `weight` of a plan's graphs. */
  readonly locate: (frozen: ReadonlyMap<string, TensorRun>) => ReadonlyMap<string, WeightBytes>;
}

/** A place for big files that can be made again: see storage's DerivedStore. */
export interface DerivedPlace {
  folder(key: string, make: (temporaryFolder: string) => Promise<void>): Promise<string>;
}

/**
 * The card of a backbone whose weights file has the tensors that it names; their bytes are not read.
 * @throws LapidaryError `backbone-damaged` or `weights-damaged`.
 */
export async function describeBackbone(folder: string): Promise<BackboneCard> {
  const card = await readCard(join(folder, cardFile));
  assertTensors(card, await readHeader(join(folder, weightsFile)));
  return card;
}

function readHeader(path: string): Promise<SafetensorsHeader> {
  return readSafetensorsHeader(path).catch((cause: unknown) => {
    if (cause instanceof LapidaryError) throw cause;
    throw damaged(`"${weightsFile}" cannot be read`, { cause });
  });
}

/**
 * Opens a backbone and checks it wholly: card, tensor names, shapes, and the bytes against the card's hash.
 * @param derived where the rewritten weights are kept; left out, they are made in memory
 * @throws LapidaryError `backbone-damaged` or `weights-damaged`.
 */
export async function openBackbone(folder: string, derived?: DerivedPlace): Promise<Backbone> {
  const card = await readCard(join(folder, cardFile));
  const path = join(folder, weightsFile);
  const header = await readHeader(path);
  assertTensors(card, header);
  if ((await hashFile(card, header, path)) !== card.networkHash) {
    throw damaged('its weights are not those that its card was written for');
  }

  const entryOf = (name: string): TensorEntry => {
    const entry = header.tensors.get(name);
    if (entry === undefined) throw new Error(`the network has no tensor "${name}"`);
    return entry;
  };
  const tensor = (name: string): Float32Array => readTensor(path, entryOf(name));
  return {
    card,
    networkHash: card.networkHash,
    tensor,
    async weights(form) {
      if (form === 'plain') return { folder, locate: (frozen) => locateIn(header, frozen) };
      const half = form === 'rewritten-half';
      if (derived === undefined) return rewrittenInMemory(card.architecture, tensor, half);
      const made = await derived.folder(`${card.networkHash}-${form}-${rewriteVersion}`, (temporary) =>
        writeSafetensors(
          join(temporary, weightsFile),
          rewrittenTensors(card.architecture),
          rewriter(card.architecture, tensor, half),
          (name) => (half && isHalved(name) ? 'F16' : 'F32'),
        ),
      );
      const rewritten = await readSafetensorsHeader(join(made, weightsFile));
      return { folder: made, locate: (frozen) => locateIn(rewritten, frozen) };
    },
  };
}

function locateIn(
  { tensors }: SafetensorsHeader,
  frozen: ReadonlyMap<string, TensorRun>,
): ReadonlyMap<string, WeightBytes> {
  return new Map(
    [...frozen].map(([name, { tensor, start, length }]) => {
      const entry = tensors.get(tensor);
      const size = entry?.dtype === 'F16' ? 2 : 4;
      if (entry === undefined || size * (start + length) > entry.length) {
        throw new RangeError(`${name} lies outside "${tensor}"`);
      }
      return [name, { file: weightsFile, offset: entry.offset + size * start, length: size * length }];
    }),
  );
}

function rewrittenInMemory(
  config: VitConfig,
  tensor: (name: string) => Float32Array,
  half: boolean,
): Weights {
  const rewrite = rewriter(config, tensor, half);
  return {
    folder: undefined,
    locate: (frozen) =>
      new Map(
        [...frozen].map(([name, run]) => [
          name,
          rewrite(run.tensor).subarray(run.start, run.start + run.length),
        ]),
      ),
  };
}

/** Rewrites tensors that are asked for in file order: those of one block share a read of its matrices. */
function rewriter(
  config: VitConfig,
  tensor: (name: string) => Float32Array,
  half: boolean,
): (name: string) => Float32Array | Uint16Array {
  let latest: { readonly name: string; readonly data: Float32Array } | undefined;
  const reading = (name: string): Float32Array => {
    // The fused qkv matrix is asked for three times in a row; the others are small or asked for once.
    if (!name.endsWith('qkv.weight')) return tensor(name);
    if (latest?.name !== name) latest = { name, data: tensor(name) };
    return latest.data;
  };
  return (name) => {
    const data = rewriteTensor(config, reading, name);
    return half && isHalved(name) ? toHalfBits(data) : data;
  };
}

/** The files of a backbone folder by name; the card gets its network hash here. */
export function packBackbone(
  card: Omit<BackboneCard, 'networkHash' | 'format'>,
  tensors: ReadonlyMap<string, FloatTensor>,
): ReadonlyMap<string, Uint8Array> {
  const ordered = new Map<string, FloatTensor>();
  for (const name of vitTensors(card.architecture).keys()) {
    const tensor = tensors.get(name);
    if (tensor === undefined) throw new Error(`the network has no tensor "${name}"`);
    ordered.set(name, tensor);
  }
  const hash = networkHasher(card);
  for (const name of [...ordered.keys()].sort()) {
    const { shape, data } = ordered.get(name) as FloatTensor;
    hash.tensor(name, shape);
    hash.bytes(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  const complete = BackboneCard.parse({ format: 'lapidary-backbone-1', ...card, networkHash: hash.digest() });
  return new Map([
    [cardFile, new TextEncoder().encode(`${JSON.stringify(complete, null, 2)}\n`)],
    [weightsFile, encodeSafetensors(ordered, { format: 'pt' })],
  ]);
}

/**
 * Writes a backbone's weights file into an empty folder, one tensor in memory at a time.
 * @param tensors every tensor of the network, in file order
 */
export async function writeWeights(
  folder: string,
  config: VitConfig,
  tensors: AsyncIterator<readonly [name: string, data: Float32Array]>,
): Promise<void> {
  await writeSafetensors(join(folder, weightsFile), vitTensors(config), async (name) => {
    const next = await tensors.next();
    if (next.done === true || next.value[0] !== name) throw new Error(`"${name}" is not the next tensor`);
    return next.value[1];
  });
}

/** Writes the card beside the weights, with the network's hash, which is read from them. */
export async function writeCard(
  folder: string,
  card: Omit<BackboneCard, 'networkHash' | 'format'>,
): Promise<BackboneCard> {
  const path = join(folder, weightsFile);
  const networkHash = await hashFile(card, await readSafetensorsHeader(path), path);
  const complete = BackboneCard.parse({ format: 'lapidary-backbone-1', ...card, networkHash });
  const text = `${JSON.stringify(complete, null, 2)}\n`;
  await writeFile(join(folder, cardFile), text, { flag: 'wx', mode: 0o600 });
  return complete;
}

async function readCard(path: string): Promise<BackboneCard> {
  let text: string;
  try {
    if ((await stat(path)).size > largestCard) throw damaged(`"${cardFile}" is larger than 1 MB`);
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof LapidaryError) throw cause;
    throw damaged(`"${cardFile}" cannot be read`, { cause });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw damaged(`"${cardFile}" is not JSON`, { cause });
  }
  const card = BackboneCard.safeParse(json);
  if (!card.success) throw damaged(`"${cardFile}": ${z.prettifyError(card.error).replaceAll('\n', ' ')}`);
  return card.data;
}

function assertTensors(card: BackboneCard, header: SafetensorsHeader): void {
  const expected = vitTensors(card.architecture);
  for (const [name, shape] of expected) {
    const entry = header.tensors.get(name);
    if (entry === undefined) throw damaged(`it has no tensor "${name}"`);
    if (entry.dtype !== 'F32') throw damaged(`"${name}" is not in float32`);
    if (!sameShape(entry.shape, shape)) {
      throw damaged(`"${name}" is [${entry.shape.join(', ')}] where its card asks for [${shape.join(', ')}]`);
    }
  }
  for (const name of header.tensors.keys()) {
    if (!expected.has(name)) throw damaged(`its card knows no tensor "${name}"`);
  }
}

function readTensor(path: string, entry: TensorEntry): Float32Array {
  const bytes = new Uint8Array(entry.length);
  const file = openSync(path, 'r');
  try {
    if (readSync(file, bytes, 0, entry.length, entry.offset) !== entry.length) {
      throw damaged(`"${weightsFile}" is cut short`);
    }
  } finally {
    closeSync(file);
  }
  return new Float32Array(bytes.buffer);
}

async function hashFile(
  card: Pick<BackboneCard, 'architecture' | 'preprocessing'>,
  header: SafetensorsHeader,
  path: string,
): Promise<string> {
  const hash = networkHasher(card);
  const chunk = new Uint8Array(1024 * 1024);
  await using file = await open(path, 'r');
  for (const name of [...header.tensors.keys()].sort()) {
    const { shape, offset, length } = header.tensors.get(name) as TensorEntry;
    hash.tensor(name, shape);
    for (let at = 0; at < length;) {
      const { bytesRead } = await file.read(chunk, 0, Math.min(chunk.length, length - at), offset + at);
      if (bytesRead === 0) throw damaged(`"${weightsFile}" is cut short`);
      hash.bytes(chunk.subarray(0, bytesRead));
      at += bytesRead;
    }
  }
  return hash.digest();
}

/** Sha-256 over what decides a prediction, independent of how the file lays its tensors out. */
function networkHasher({
  architecture,
  preprocessing,
}: Pick<BackboneCard, 'architecture' | 'preprocessing'>) {
  const hash = createHash('sha256');
  const line = (text: string): void => void hash.update(`${text}\n`, 'utf8');
  line('lapidary-network-1');
  for (const part of [architecture, preprocessing]) {
    line(JSON.stringify(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))));
  }
  return {
    tensor: (name: string, shape: readonly number[]): void => line(JSON.stringify([name, shape])),
    bytes: (bytes: Uint8Array): void => void hash.update(bytes),
    digest: (): string => hash.digest('hex'),
  };
}

function damaged(reason: string, options?: ErrorOptions): LapidaryError {
  return new LapidaryError(
    'backbone-damaged',
    `This backbone cannot be used: ${reason}.`,
    'Install the backbone again from its source.',
    options,
  );
}
