import type { Contrast, Prediction } from '../../../../src-shared/contract/predictions.contract.ts';
import type { PredictionId } from '../../../../src-shared/domain/ids.ts';
import type { Client } from '../../../lib/bridge.ts';
import { toFailure } from '../../../lib/failure.ts';
import type { Failure } from '../../../lib/failure.ts';
import type { Study } from '../study.svelte.ts';

export interface ContrastPorts {
  readonly client: { readonly predictions: Pick<Client['predictions'], 'contrast'> };
  /** What a prediction is known to say from now on. */
  readonly take: (part: Prediction, contrast: Contrast) => void;
}

/** Why a prediction says nothing of what its mask does; `askable`: it can be asked now. */
export type Lack = 'askable' | 'reads-no-mask' | 'signed' | 'stale';

/** What is missing of a prediction; null: nothing. */
export function lackOf(
  { maskVersionId, contrast, stale }: Pick<Prediction, 'maskVersionId' | 'contrast' | 'stale'>,
  locked: boolean,
): Lack | null {
  if (contrast !== null) return null;
  if (maskVersionId === null) return 'reads-no-mask';
  if (locked) return 'signed';
  return stale.length > 0 ? 'stale' : 'askable';
}

/** What the masks of stored predictions do, where it was not computed with them: asked prediction by prediction. */
export class Contrasts {
  readonly #ports: ContrastPorts;
  #asking = $state.raw<ReadonlySet<PredictionId>>(new Set());
  #failed = $state.raw<{ readonly id: PredictionId; readonly failure: Failure } | null>(null);

  constructor(ports: ContrastPorts) {
    this.#ports = ports;
  }

  isAsking(id: PredictionId): boolean {
    return this.#asking.has(id);
  }
  /** Why it could not be computed, where it was asked last. */
  failureOf(id: PredictionId): Failure | null {
    return this.#failed?.id === id ? this.#failed.failure : null;
  }

  async ask(part: Prediction): Promise<void> {
    if (this.isAsking(part.id)) return;
    this.#asking = new Set([...this.#asking, part.id]);
    this.#failed = null;
    try {
      this.#ports.take(part, await this.#ports.client.predictions.contrast({ predictionId: part.id }));
    } catch (error) {
      this.#failed = { id: part.id, failure: toFailure(error) };
    } finally {
      this.#asking = new Set([...this.#asking].filter((id) => id !== part.id));
    }
  }
}

/** Of the finding and frame on screen the prediction that can be asked what its mask does. */
export function askableOn({
  findings,
  reel,
  locked,
}: Pick<Study, 'findings' | 'reel' | 'locked'>): Prediction | undefined {
  const { selected } = findings;
  if (selected === null || reel.frame === null || findings.isHidden(selected.id)) return undefined;
  const part = findings.prediction(selected.id)?.onFrame.get(reel.frame.id);
  return part !== undefined && lackOf(part, locked) === 'askable' ? part : undefined;
}
