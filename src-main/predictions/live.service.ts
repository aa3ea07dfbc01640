import type { LiveAnswer } from '../../src-shared/contract/predictions.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { AdapterId, ClassId, FindingId, FrameId } from '../../src-shared/domain/ids.ts';
import { readLabelRuns } from '../../src-shared/domain/maskCodec.ts';
import { createLatestOnly } from '../compute/latestOnly.ts';
import type { ComputeSupervisor } from '../compute/supervisor.ts';
import type { Foundations } from '../foundations.ts';
import { MethodId, methods } from '../networks/methods/registry.ts';
import { adapterClasses, type Adapters } from '../tuning/adapters.service.ts';
import { softmax } from '../tuning/metrics.ts';
import { networkOf, type AdapterNetworks } from './adapterNetwork.ts';
import { adapterEvidence, contrast, distances, frameAbstention, predictionSet } from './evidence.ts';
import { LiveReply, liveTask, type LivePayload } from './liveMessages.ts';
import * as queries from './predictions.queries.ts';

/** A mask as it is drawn, and which of it is the finding. */
export interface LiveQuestion {
  readonly findingId: FindingId;
  readonly frameId: FrameId;
  /** LRL1 bytes of the frame's own size. */
  readonly mask: Uint8Array;
  /** The finding's values, with the mask class of each. */
  readonly segments: ReadonlyMap<number, ClassId>;
  /** Whether contrasts and abstention are asked for; left out: no. */
  readonly contrast?: boolean;
}

/** Answers while a mask is being drawn: nothing of them is stored. */
export interface Live {
  /** Bytes of the largest mask this frame can have. @throws LapidaryError `not-found` */
  mostBytes(findingId: FindingId, frameId: FrameId): number;
  /**
   * By the active adapter of the finding's schema. Of several questions about one finding and frame that wait for
   * their turn, the newest is answered.
   * @throws LapidaryError `not-found`, `no-active-adapter`, those of `networkOf`, `mask-damaged`, `mask-size`,
   *   `mask-class-unknown`, `no-mask`, `superseded`
   */
  answer(question: LiveQuestion): Promise<LiveAnswer>;
}

type Ground = Pick<Foundations, 'db' | 'files'> & {
  readonly compute: { readonly interactive: Pick<ComputeSupervisor, 'run'> };
  readonly adapters: Pick<Adapters, 'active'>;
  readonly backbones: AdapterNetworks;
  /** The level of conformal sets. */
  readonly confidence: () => number;
};

export function createLive({ db, files, compute, adapters, backbones, confidence }: Ground): Live {
  const latestOnly = createLatestOnly('A newer version of this mask');

  const place = (findingId: FindingId, frameId: FrameId): queries.FindingOnFrame => {
    const found = queries.findingOnFrame(db, findingId, frameId);
    if (found) return found;
    throw new LapidaryError(
      'not-found',
      'This finding is not on this frame, or no longer in the database.',
      'Reload the study.',
    );
  };

  // The adapter that answered last answers again; its cases are read once.
  let latest: { readonly id: AdapterId; readonly distance: ReturnType<typeof distances> } | undefined;
  const distancesOf = (id: AdapterId): ReturnType<typeof distances> => {
    if (latest?.id !== id) latest = { id, distance: distances(db, id) };
    return latest.distance;
  };

  const codeOf = (classId: ClassId): string => {
    const code = queries.maskClassCode(db, classId);
    if (code !== undefined) return code;
    throw new LapidaryError(
      'mask-class-unknown',
      'A segment of this mask has a class that no mask schema has.',
      'Choose its class again.',
    );
  };

  return {
    mostBytes(findingId, frameId) {
      const { width, height } = place(findingId, frameId);
      // The header, and a run for every pixel.
      return 12 + 2 * width * height;
    },

    async answer({ findingId, frameId, mask, segments, contrast: contrasted = false }) {
      const started = performance.now();
      const frame = place(findingId, frameId);
      const adapter = adapters.active().find(({ schemaId }) => schemaId === frame.schemaId);
      if (adapter === undefined) throw noActiveAdapter();
      const backbone = await networkOf(adapter, backbones);
      const { usesMask } = methods[MethodId.parse(adapter.method)];
      assertShows(mask, segments, frame, usesMask);
      const named = [...segments].map(([value, classId]) => ({ value, code: codeOf(classId) }));
      const classes = adapterClasses(db, adapter.id);
      const calibration = queries.calibrationOf(db, adapter.id);

      const payload: LivePayload = {
        dataDir: files.root,
        backboneDir: backbone.folder,
        adapter: adapter.sha256,
        frame: frame.frameSha256,
        mask: usesMask ? mask : null,
        segments: usesMask ? named : [],
        contrast: contrasted,
      };
      const reply = await latestOnly(`${findingId} ${frameId}`, () =>
        compute.interactive.run(liveTask, payload),
      );
      const { logits, provider, evidence } = LiveReply.parse(reply);
      const sharesOf = (of: readonly number[]): LiveAnswer['classes'] => {
        const shares = softmax(of, adapter.temperature);
        return classes
          .map(({ id }, k) => ({ classId: id, probability: Math.min(1, shares[k] ?? NaN) }))
          .sort((a, b) => b.probability - a.probability);
      };
      const answered = sharesOf(logits);
      const known = adapterEvidence(db, adapter.id);
      const instead = evidence?.contrast ?? null;
      return {
        classes: answered,
        set: predictionSet(answered, known, 'frame', confidence()),
        contrast:
          instead === null
            ? null
            : contrast(
                answered,
                {
                  withoutMask: instead.withoutMask,
                  without: sharesOf(instead.without),
                  background: instead.background === null ? null : sharesOf(instead.background),
                },
                known,
              ),
        abstention:
          evidence === undefined
            ? null
            : frameAbstention({ ...evidence, distance: distancesOf(adapter.id)(evidence.feature) }, known),
        temperature: adapter.temperature,
        calibrationCases: adapter.calibrationCases,
        ece: calibration?.ece ?? null,
        testCases: calibration?.testCases ?? 0,
        adapterId: adapter.id,
        provider,
        ms: performance.now() - started,
      };
    },
  };
}

function noActiveAdapter(): LapidaryError {
  return new LapidaryError(
    'no-active-adapter',
    'No adapter is active for this kind of finding, so there is nothing to answer with.',
    'Tune a method on labelled cases and activate its adapter.',
  );
}

function assertShows(
  mask: Uint8Array,
  segments: LiveQuestion['segments'],
  frame: queries.FindingOnFrame,
  usesMask: boolean,
): void {
  const { width, height, values } = readLabelRuns(mask);
  if (width !== frame.width || height !== frame.height) {
    throw new LapidaryError(
      'mask-size',
      `The mask is ${width}×${height} pixels, its picture ${frame.width}×${frame.height}.`,
      'Reload the frame and draw the mask again.',
    );
  }
  if (usesMask && !values.some((value) => segments.has(value))) {
    throw new LapidaryError(
      'no-mask',
      'The mask shows nothing of the finding, and the active method reads the frame through it.',
      'Draw or propose a mask, or activate a method that reads the whole frame.',
    );
  }
}
