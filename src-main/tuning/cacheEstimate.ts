import type { z } from 'zod';
import type { CacheEstimate } from '../../src-shared/contract/tuning.contract.ts';
import { readLabelRuns } from '../../src-shared/domain/maskCodec.ts';
import type { ReadableDb } from '../db/database.ts';
import { sizeOf } from '../graph/ir.ts';
import type { BackboneCard } from '../networks/backboneCard.ts';
import type { Bucket, Plan } from '../networks/methods/plan.ts';
import { coverageOfRuns, type NetworkInput } from '../networks/preprocess.ts';
import { maskOfFinding } from './adapters.queries.ts';
import type { ChosenMethod } from './methodCatalog.ts';
import { outlinePlan } from './outlinePlan.ts';
import type { DrawnFrame } from './splits.ts';

/** One seed's cases. */
export interface DrawnCases {
  readonly seed: number;
  readonly split: { readonly frames: readonly DrawnFrame[] };
}

/** Masks that are read at most: what a restricted view keeps depends on them. */
const mostMasks = 64;
/** What a file holds besides its values: about so much, and so much for each tensor. */
const headBytes = { file: 120, tensor: 55 };

/**
 * What the caches of runs would take if none had a limit, by the static shapes of what the methods' frozen networks
 * return: exact for full views, for restricted ones by the masks of up to 64 cases. What methods share counts once.
 */
export async function estimateCaches(
  db: ReadableDb,
  card: BackboneCard,
  chosen: readonly ChosenMethod[],
  drawn: readonly DrawnCases[],
): Promise<Pick<z.infer<typeof CacheEstimate>, 'frames' | 'cacheBytes' | 'methods'>> {
  const all = drawn.flatMap(({ split }) => split.frames);
  const cases = [...new Map(all.map((one) => [`${one.findingId} ${one.frameId}`, one])).values()];
  const frames = new Set(cases.map(({ frameId }) => frameId)).size;
  const trained = drawn.reduce((sum, { split }) => sum + split.frames.filter(isTrained).length, 0);
  const masks = await readMasks(db, card, cases);

  const shared = new Map<string, number>();
  const found = chosen.map((choice) => {
    const { method, hyperparameters } = choice;
    const plan = outlinePlan(card, choice);
    const kept = keptOf(plan, masks.inputs);
    if (kept === null) return { method, bytes: 0, note: 'Nothing of it is worth keeping.' };
    const { views, maskNoise, epochs } = hyperparameters;
    // A run of fewer epochs than views comes to some of them only.
    const shown = trained * (Math.min(views, epochs) / views);
    // A moved view is laid out by its mask; and masks differ between cases of one frame.
    const plain = kept.readsMask ? cases.length : frames;
    const moved = shown * (views - 1);
    const changed = kept.readsMask ? shown * maskNoise : 0;
    const bytes = Math.round((plain + moved + changed) * kept.bytes);
    const name = JSON.stringify([kept.key, moved, changed]);
    shared.set(name, Math.max(shared.get(name) ?? 0, bytes));
    return { method, bytes, note: kept.varies && masks.sampled ? `By the masks of ${mostMasks} cases.` : '' };
  });
  const pixelBytes = frames * (3 * card.architecture.imageSize ** 2 + headBytes.file + headBytes.tensor);
  const cacheBytes = [...shared.values()].reduce((sum, bytes) => sum + bytes, pixelBytes);
  return { frames, cacheBytes, methods: found };
}

const isTrained = ({ part }: DrawnFrame): boolean => part === 'train';

interface Kept {
  /** Names what another method may share. */
  readonly key: string;
  readonly readsMask: boolean;
  /** Bytes of a case, in the mean over the inputs. */
  readonly bytes: number;
  /** Whether cases differ. */
  readonly varies: boolean;
}

/** What is kept of a case; null: nothing. */
function keptOf(plan: Plan, inputs: readonly NetworkInput[]): Kept | null {
  const sizes = new Map<Bucket, number>();
  let sum = 0;
  for (const input of inputs) {
    const bucket = plan.bucket(input);
    let bytes = sizes.get(bucket);
    if (bytes === undefined) {
      const outputs = Object.values(plan.prepare(bucket).outputs(1));
      bytes = outputs.reduce(
        (total, { shape }) => total + 4 * sizeOf(shape) + headBytes.tensor,
        headBytes.file,
      );
      sizes.set(bucket, bytes);
    }
    sum += bytes;
  }
  const [bucket] = sizes.keys();
  const stage = bucket === undefined ? undefined : plan.prepare(bucket);
  if (stage?.worthKeeping !== true) return null;
  const readsMask = stage.readsMask || plan.framing !== 'frame';
  const key = JSON.stringify([plan.weights, plan.framing, stage.key]);
  return { key, readsMask, bytes: sum / inputs.length, varies: sizes.size > 1 };
}

/** Cases as a plan chooses their bucket, from evenly spread masks; where there is no mask, the whole frame as one. */
async function readMasks(
  db: ReadableDb,
  { architecture: { imageSize } }: BackboneCard,
  cases: readonly DrawnFrame[],
): Promise<{ readonly inputs: readonly NetworkInput[]; readonly sampled: boolean }> {
  const plane = imageSize ** 2;
  const image = new Float32Array(3 * plane);
  const masked = cases.filter(({ maskVersionId }) => maskVersionId !== null);
  const count = Math.min(mostMasks, masked.length);
  const inputs: NetworkInput[] = [];
  for (let i = 0; i < count; i++) {
    const one = masked[Math.floor((i * masked.length) / count)];
    if (one === undefined || one.maskVersionId === null) continue;
    const { labelMap, segments } = maskOfFinding(db, one.maskVersionId, one.findingId, one.frameId);
    const values = new Set(segments.map(({ value }) => value));
    const classOf = (value: number): number => (values.has(value) ? 1 : 0);
    inputs.push({ image, coverage: coverageOfRuns(readLabelRuns(labelMap), classOf, 2, imageSize) });
    // A thousandth of a second each: others must not wait for all of them.
    await new Promise(setImmediate);
  }
  if (inputs.length === 0) inputs.push({ image, coverage: new Float32Array(2 * plane).fill(1, plane) });
  return { inputs, sampled: masked.length > count };
}
