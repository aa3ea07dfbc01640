import path from 'node:path';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { openCheckpoint } from '../networks/checkpoints/open.ts';
import { digest } from '../networks/checkpoints/values.ts';
import { recognise } from '../networks/families/recognise.ts';
import { unstacked } from '../networks/families/stackedBlocks.ts';
import { openPaths } from './originFiles.ts';

/** What a checkpoint holds, backbone or not. */
export interface CheckpointReport {
  readonly format: string;
  /** Left out where it holds no vision transformer of a known family. */
  readonly family?: string;
  readonly tensors: Readonly<
    Record<
      string,
      {
        /** NumPy's code; bf16, f1e4m3 and f1e5m2 for those it has none for. */
        readonly dtype: string;
        /** [1] for a scalar, as NumPy's contiguous arrays have it. */
        readonly shape: readonly number[];
        /** Over the contiguous, row-major, little-endian bytes. */
        readonly sha256: string;
      }
    >
  >;
  readonly values: Readonly<Record<string, string | number | boolean>>;
  readonly notes: readonly string[];
}

/**
 * Reads every byte of every tensor of a file, or of the files that an index names beside it.
 * @throws LapidaryError `checkpoint-…`, `backbone-files`, `file-missing`
 */
export async function reportCheckpoint(
  file: string,
  progress: (done: number, total: number) => void = () => undefined,
): Promise<CheckpointReport> {
  const files = await openPaths([path.resolve(file)], null);
  await using checkpoint = await openCheckpoint(files, files.main);
  // Names are the file's: one of them may be "__proto__".
  const tensors = new Map<string, CheckpointReport['tensors'][string]>();
  for (const [name, tensor] of checkpoint.tensors) {
    progress(tensors.size, checkpoint.tensors.size);
    const shape = tensor.shape.length === 0 ? [1] : tensor.shape;
    tensors.set(name, { dtype: tensor.type, shape, sha256: await digest(tensor) });
  }
  const family = familyIn(checkpoint.tensors);
  return {
    format: checkpoint.format,
    ...(family === undefined ? {} : { family }),
    tensors: Object.fromEntries(tensors),
    values: Object.fromEntries(checkpoint.values),
    notes: checkpoint.notes,
  };
}

function familyIn(tensors: Parameters<typeof unstacked>[0]): string | undefined {
  try {
    return recognise(unstacked(tensors)).family.id;
  } catch (error) {
    if (error instanceof LapidaryError) return undefined;
    throw error;
  }
}
