import type { Runtime } from '../compute/runtime.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { preprocessingHash } from '../backbones/preprocessingHash.ts';
import type { Backbone } from '../networks/backbone.ts';
import { sharesOfLogits, type ClassShares } from '../networks/segmentation/answer.ts';
import { headPlan } from '../networks/segmentation/head.ts';
import type { PreparedTier } from '../tuning/planSessions.ts';
import type { HeadContents } from './headFile.ts';
import { openHeadSessions, type HeadSessions } from './headSessions.ts';
import { maskOfShares, type FoundMask } from './labelling.ts';

/** A head ready to answer. */
export interface OpenHead {
  readonly contents: HeadContents;
  readonly backbone: Backbone;
  readonly sessions: HeadSessions;
}

/** @throws LapidaryError `head-of-another-network`, `head-damaged` */
export function openHead(contents: HeadContents, backbone: Backbone, runtime: Runtime): OpenHead {
  const { description, values } = contents;
  if (
    description.backbone !== backbone.networkHash ||
    description.preprocessing !== preprocessingHash(backbone.card)
  ) {
    throw new LapidaryError(
      'head-of-another-network',
      'This segmentation head was trained on another network than the one that is installed.',
      'Use a head of the installed network, or train again.',
    );
  }
  const plan = headPlan(
    backbone.card.architecture,
    description.classes.length + 1,
    description.options,
    description.seed,
  );
  for (const { name, initial } of plan.trainables) {
    if (values.get(name)?.data.length === initial.length) continue;
    throw new LapidaryError(
      'head-damaged',
      `A segmentation head cannot be used: "${name}" does not fit its options.`,
      'Use another head, or train again.',
    );
  }
  return { contents, backbone, sessions: openHeadSessions(plan, backbone, runtime) };
}

/**
 * What a head finds on a frame.
 * @param image (3, size, size), normalised: the whole frame
 * @param size of the frame
 */
export async function maskFor(
  head: Pick<OpenHead, 'contents' | 'sessions'>,
  image: Float32Array,
  size: { readonly width: number; readonly height: number },
  tier?: PreparedTier,
): Promise<FoundMask> {
  return maskOfShares(await sharesFor(head, image, tier), size);
}

/**
 * The share of each class at each cell of a head's own grid, as its temperature makes them.
 * @param image (3, size, size), normalised: the whole frame
 */
export async function sharesFor(
  { contents, sessions }: Pick<OpenHead, 'contents' | 'sessions'>,
  image: Float32Array,
  tier?: PreparedTier,
): Promise<ClassShares> {
  const { classes, side } = sessions.plan;
  const logits = await sessions.answer(await sessions.prepare({ image }, tier), contents.values);
  return sharesOfLogits(logits, classes, side, contents.description.temperature);
}
