import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import type { ForeignTensor } from '../../compute/runtime.ts';

/** @param reason completes "The model’s answer cannot be used: …" */
export function badAnswer(reason: string): LapidaryError {
  return new LapidaryError(
    'model-failed',
    `The model’s answer cannot be used: ${reason}.`,
    'Check what was stated of the model, above all its outputs and its numbers for colours; or use another one.',
  );
}

/** @throws LapidaryError `model-failed` */
export function assertFinite({ data }: ForeignTensor): void {
  for (let i = 0; i < data.length; i++) {
    if (!Number.isFinite(data[i])) throw badAnswer('it holds numbers that are not finite');
  }
}

/** @throws LapidaryError `model-failed` */
export function answerOf(
  results: Readonly<Record<string, ForeignTensor>>,
  name: string,
  rank: number,
): ForeignTensor {
  const tensor = results[name];
  if (tensor === undefined) throw badAnswer('an output is missing');
  if (tensor.shape.length !== rank || tensor.shape.some((extent) => extent < 1)) {
    throw badAnswer(
      `an output has the shape [${tensor.shape.slice(0, 8).join(', ')}], and ${rank} dimensions were expected`,
    );
  }
  assertFinite(tensor);
  return tensor;
}
