import type { CaseTensors } from '../networks/methods/plan.ts';
import type { NetworkInput } from '../networks/preprocess.ts';
import { readCase, type DecodedFrames, type FrameFiles } from '../tuning/caseReader.ts';
import { frameQuality } from '../tuning/frameQuality.ts';
import type { PreparedTier } from '../tuning/planSessions.ts';
import { readContrasts } from '../tuning/contrasts.ts';
import type { Evidence, PredictItem } from './predictMessages.ts';
import { pixelsOf, readItem, type TunedNetwork } from './tunedNetworks.ts';

export interface AnswerOptions {
  readonly decoded: DecodedFrames;
  readonly tier: PreparedTier;
  /** Whether the frame's quality is measured: two looks at each of its pixels. */
  readonly measured: boolean;
  /** Whether the answers without the mask and to the background are asked for, where the method reads the mask. */
  readonly contrast: boolean;
  /** Keeps answers without a mask, which edits of a mask do not change; left out: none are kept. */
  readonly remembered?: Map<string, readonly number[]>;
}

/**
 * What a tuned network says of a case, and what that answer is beside its logits.
 * @throws LapidaryError those of `unanswerable`
 */
export async function answerItem(
  network: TunedNetwork,
  files: FrameFiles,
  item: PredictItem,
  { decoded, tier, measured, contrast, remembered }: AnswerOptions,
): Promise<{ readonly logits: number[]; readonly evidence: Evidence }> {
  const { sessions, adapter, backbone } = network;
  const { card } = backbone;
  const once = onceEach(decoded);
  const input = await readItem(network, files, item, once);
  const shared = sharedStages(tier);
  const prepared = await sessions.prepare(input, { tier: shared });
  // Alone, so that its bits do not depend on what is asked beside it.
  const [answer] = await sessions.answer([prepared], adapter.values);
  const { sharpness, exposure } = measured
    ? frameQuality(input, card.preprocessing, card.architecture.imageSize)
    : { sharpness: null, exposure: null };
  return {
    logits: [...(answer?.logits ?? [])],
    evidence: {
      feature: answer?.feature ?? new Float32Array(),
      sharpness,
      exposure,
      contrast:
        contrast && sessions.plan.usesMask
          ? await contrastOf(network, files, item, input, { once, shared, remembered })
          : null,
    },
  };
}

interface ContrastGround {
  readonly once: DecodedFrames;
  readonly shared: PreparedTier;
  readonly remembered: AnswerOptions['remembered'];
}

async function contrastOf(
  network: TunedNetwork,
  files: FrameFiles,
  item: PredictItem,
  input: NetworkInput,
  { once, shared, remembered }: ContrastGround,
): Promise<NonNullable<Evidence['contrast']>> {
  const { sessions, adapter, backbone } = network;
  const { plan } = sessions;
  const { card } = backbone;
  const maskClasses = adapter.head.maskClasses.length + 1;
  const pixels = pixelsOf(network, item);
  const whole =
    plan.framing === 'frame' ? input : await readCase(files, pixels, card, maskClasses, 'frame', once);
  const place = { card, plan, maskClasses };
  const { withoutMask, without, background } = await readContrasts(files, pixels, whole, place, once);
  const name = JSON.stringify([item.frame, ...new Set(item.segments.map(({ code }) => code))]);
  const known = remembered?.get(name);
  const asked = [
    ...(known === undefined ? [await sessions.prepare(without, { tier: shared, emptyAllowed: true })] : []),
    // Its pixels are not the frame's: nothing that is kept of the frame is its.
    ...(background === null ? [] : [await sessions.prepare(background)]),
  ];
  const answers = (await sessions.answer(asked, adapter.values)).map(({ logits }) => [...logits]);
  const withoutLogits = known ?? answers.shift() ?? [];
  remembered?.set(name, withoutLogits);
  return { withoutMask, without: [...withoutLogits], background: answers.shift() ?? null };
}

/** A frame is read once for all that is asked of it. */
function onceEach(decoded: DecodedFrames): DecodedFrames {
  const held = new Map<string, Promise<Uint8Array>>();
  return {
    get(frame, make) {
      const found = held.get(frame) ?? decoded.get(frame, make);
      held.set(frame, found);
      return found;
    },
  };
}

/** What the frozen network makes of the frame without a look at the mask is computed once for all masks of it. */
function sharedStages(tier: PreparedTier): PreparedTier {
  const held = new Map<string, CaseTensors>();
  return {
    async get(stage) {
      const found = held.get(`${stage.bucket} ${stage.key}`) ?? (await tier.get(stage));
      if (found !== undefined && !stage.readsMask) held.set(`${stage.bucket} ${stage.key}`, found);
      return found;
    },
    async put(stage, computed) {
      if (!stage.readsMask) held.set(`${stage.bucket} ${stage.key}`, computed);
      await tier.put(stage, computed);
    },
  };
}
