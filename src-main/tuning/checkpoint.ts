import { z } from 'zod';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { AdamWState } from '../networks/optimizer.ts';
import { decodeSafetensors, encodeSafetensors, type FloatTensor } from '../networks/safetensors.ts';

/** What an epoch came to. */
export const EpochFigures = z.object({
  epoch: z.int().min(1),
  learningRate: z.number(),
  trainLoss: z.number(),
  validationLoss: z.number().nullable(),
  validationMacroF1: z.number().nullable(),
  seconds: z.number(),
});
export type EpochFigures = z.infer<typeof EpochFigures>;

/** Everything besides tensors that the rest of a run depends on. Batches follow from seed and epoch alone. */
const Progress = z.object({
  /** Identifies the run's inputs: a checkpoint of other cases or options is not continued. */
  inputs: z.string(),
  /** Epochs that are complete. */
  epochs: z.array(EpochFigures),
  /** Within the epoch that was begun: batches done, and the weighted loss over them. */
  batches: z.int().min(0),
  lossSum: z.number(),
  seconds: z.number(),
  /** Optimizer steps. */
  steps: z.int().min(0),
  best: z.object({ epoch: z.int(), macroF1: z.number(), loss: z.number() }).nullable(),
  finished: z.boolean(),
});
export type Progress = z.infer<typeof Progress>;

export type Values = ReadonlyMap<string, FloatTensor>;

export interface Checkpoint {
  readonly progress: Progress;
  readonly values: Values;
  /** The values of the best epoch; null before the first. */
  readonly best: Values | null;
  readonly optimizer: AdamWState;
}

const format = 'lapidary-checkpoint-1';

export function encodeCheckpoint({ progress, values, best, optimizer }: Checkpoint): Uint8Array {
  const tensors = new Map<string, FloatTensor>();
  for (const [name, tensor] of values) {
    const moments = optimizer.moments.get(name);
    if (moments === undefined) throw new Error(`the optimizer knows no "${name}"`);
    tensors.set(`value/${name}`, tensor);
    tensors.set(`first/${name}`, { shape: tensor.shape, data: moments.first });
    tensors.set(`second/${name}`, { shape: tensor.shape, data: moments.second });
  }
  for (const [name, tensor] of best ?? []) tensors.set(`best/${name}`, tensor);
  return encodeSafetensors(tensors, { format, progress: JSON.stringify(progress) });
}

/** @throws LapidaryError `weights-damaged` or `checkpoint-damaged` */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const { metadata, tensors } = decodeSafetensors(bytes);
  const progress = Progress.safeParse(parseJson(metadata['progress']));
  if (metadata['format'] !== format || !progress.success) throw damaged();
  const under = (prefix: string): Map<string, FloatTensor> =>
    new Map(
      [...tensors]
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, tensor]) => [name.slice(prefix.length), tensor]),
    );
  const values = under('value/');
  const second = under('second/');
  const moments = new Map<string, { first: Float32Array; second: Float32Array }>();
  for (const [name, { data }] of under('first/')) {
    moments.set(name, { first: data, second: second.get(name)?.data ?? new Float32Array() });
  }
  const best = under('best/');
  return {
    progress: progress.data,
    values,
    best: best.size === 0 ? null : best,
    optimizer: { step: progress.data.steps, moments },
  };
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

function damaged(): LapidaryError {
  return new LapidaryError(
    'checkpoint-damaged',
    'A tuning run cannot be continued: its checkpoint is not one.',
    'Start the run again.',
  );
}
