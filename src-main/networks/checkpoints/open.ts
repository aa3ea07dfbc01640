import type { ByteSource, Checkpoint, CheckpointFiles } from './checkpoint.ts';
import { foreignRefusal, unknownRefusal } from './foreignFormats.ts';
import { openNpz, zipHoldsArrays } from './npzFile.ts';
import { holdsOnnx, openOnnx } from './onnxFile.ts';
import { openPytorch, looksLikePytorch, zipHoldsPickle } from './pytorch.ts';
import { damaged, unsupported } from './refusals.ts';
import { openSafetensors } from './safetensorsFile.ts';
import { openSharded } from './shardedFile.ts';
import { readZip } from './zip.ts';

/** Enough to tell every format by. */
const startBytes = 1024;
const partName = /-\d{5}-of-(\d{5})\./;

/**
 * A checkpoint of any format that is read, told by what the file contains; its name decides only whether JSON is taken
 * for an index. Nothing in a file is run, and no file but those of `files` is opened.
 * @param name of the file to begin with: the only one, or the index
 * @throws LapidaryError `checkpoint-damaged`, `checkpoint-unsupported`, `checkpoint-too-large`, `checkpoint-incomplete`;
 * file system errors as they come
 */
export async function openCheckpoint(files: CheckpointFiles, name: string): Promise<Checkpoint> {
  const checkpoint = await openOrClose(await files.open(name), (source) => openSource(source, files));
  const parts = Number(partName.exec(name)?.[1] ?? 1);
  if (parts < 2) return checkpoint;
  const note = `This is one of ${parts} parts; the index beside it (….index.json) opens all of them.`;
  return { ...checkpoint, notes: [...checkpoint.notes, note] };
}

async function openOrClose(
  source: ByteSource,
  open: (source: ByteSource) => Promise<Checkpoint>,
): Promise<Checkpoint> {
  try {
    return await open(source);
  } catch (error) {
    await source[Symbol.asyncDispose]();
    throw error;
  }
}

async function openSource(source: ByteSource, files: CheckpointFiles): Promise<Checkpoint> {
  const start = await source.read(0, Math.min(startBytes, source.size));
  const isIndex = source.name.toLowerCase().endsWith('.json') && start[0] === 0x7b;
  if (!isIndex) return openWeights(source, start, files);
  return openSharded(source, files, async (name) =>
    openOrClose(await files.open(name), async (part) =>
      openWeights(part, await part.read(0, Math.min(startBytes, part.size)), files),
    ),
  );
}

async function openWeights(
  source: ByteSource,
  start: Uint8Array,
  files: CheckpointFiles,
): Promise<Checkpoint> {
  if (source.size === 0) throw damaged('it is empty');
  if (looksLikeSafetensors(start) && start.subarray(4, 8).every((byte) => byte === 0)) {
    return openSafetensors(source);
  }
  const pytorch = looksLikePytorch(start);
  if (pytorch === 'zip') return openZip(source);
  if (pytorch !== undefined) return openPytorch(source);
  const refusal = await foreignRefusal(source, start);
  if (refusal !== undefined) throw refusal;
  if (looksLikeSafetensors(start)) return openSafetensors(source);
  if (await holdsOnnx(source)) return openOnnx(source, files);
  throw unknownRefusal(start);
}

/** A JSON object begins behind its length, whose upper bytes are zeros unless it is damaged. */
function looksLikeSafetensors(start: Uint8Array): boolean {
  return /^\{\s*["}]/.test(String.fromCharCode(...start.subarray(8, 64)));
}

async function openZip(source: ByteSource): Promise<Checkpoint> {
  const archive = await readZip(source);
  if (zipHoldsPickle(archive)) return openPytorch(source);
  if (zipHoldsArrays(archive)) return openNpz(source);
  throw unsupported(
    'it is a ZIP archive, and neither a PyTorch file nor one of NumPy arrays',
    'Unpack it and choose the file with the weights.',
  );
}
