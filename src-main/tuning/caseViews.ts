import { createRandom, type Random } from '../../src-shared/domain/random.ts';
import type { Backbone } from '../networks/backbone.ts';
import type { Plan } from '../networks/methods/plan.ts';
import type { DataFolder } from '../storage/dataFolder.ts';
import { viewOf } from './augmentation.ts';
import type { BoundedCache } from './boundedCache.ts';
import { readCase, type CasePixels, type DecodedFrames } from './caseReader.ts';
import { changeMask, drawMaskSource, wrongMask, type CaseMask, type MaskSource } from './maskNoise.ts';
import type { PlanSessions, PreparedCase, PreparedTier } from './planSessions.ts';
import type { TrainingCase } from './trainer.ts';
import type { TuneCase, TunePayload, TuneRun } from './tuneMessages.ts';

/** What the runs of one task share: every frame is decoded once, and prepared once per method. */
export interface CaseGround {
  readonly payload: TunePayload;
  readonly files: Pick<DataFolder, 'frames'>;
  readonly backbone: Backbone;
  readonly decoded: DecodedFrames;
  readonly prepared: BoundedCache<PreparedCase>;
  /** Where prepared tensors of a shown case are kept beyond the task. */
  readonly tierOf?: (shown: ShownCase, plan: Plan) => PreparedTier | undefined;
  /** The masks that a segmentation head finds; left out: there are none. */
  readonly proposed?: ProposedMasks;
}

export interface ProposedMasks {
  /** Names the head: another one finds other masks. */
  readonly key: string;
  /** Whether training may be shown them as well, where it is shown other masks than the true ones. */
  readonly inTraining: boolean;
  maskOf(one: TuneCase): Promise<CaseMask>;
}

/** What of a case the network is shown: the frame, a mask, and which view of the two. */
export interface ShownCase {
  readonly pixels: CasePixels;
  /** Under the same name, frame and mask are moved and coloured alike. */
  readonly viewName: string;
}

/** The cases of a run as its method takes them. */
export interface RunCases {
  /**
   * The plain frame with that mask, whatever view is asked for: what validation and test see. With `wrong`, a case of
   * which no other patient of the test has a like mask keeps its own.
   */
  judged(indices: readonly number[], masks: MaskSource): TrainingCase[];
  /** Fixed views, some with another mask. */
  training(indices: readonly number[]): TrainingCase[];
}

export function casesOfRun(ground: CaseGround, run: TuneRun, sessions: PlanSessions): RunCases {
  const { payload, prepared } = ground;
  const { plan } = sessions;
  // What a case is prepared to depends on the method and on nothing that a run trains.
  const prefix = JSON.stringify([run.method, run.options, run.withoutMask]);

  const show = (at: number, view: number, masks: MaskSource, draw: string): Promise<PreparedCase> => {
    const one = caseAt(payload, at);
    // Where a mask is shifted to is drawn, and what is proposed depends on who proposes; the other changes follow from
    // the mask alone.
    const drawn = masks === 'shifted' ? draw : masks === 'predicted' ? (ground.proposed?.key ?? '') : '';
    const name = JSON.stringify([at, viewNameOf(run, view), masks, drawn]);
    return prepared.get(`${name} ${prefix}`, async () => {
      const random = createRandom(0).fork(`${draw} ${masks} ${one.frame} ${findingName(one)}`);
      const { mask, segments } = await maskFrom(ground, run, one, masks, random);
      const pixels = { frame: one.frame, mask, segments };
      const { card } = ground.backbone;
      const maskClasses = payload.maskClasses.length + 1;
      const frame = await readCase(ground.files, pixels, card, maskClasses, plan.framing, ground.decoded);
      const of = { frame: one.frame, finding: findingName(one), view };
      const tier = ground.tierOf?.({ pixels, viewName: viewNameOf(run, view) }, plan);
      return sessions.prepare(viewOf(frame, card.preprocessing, run.seed, of), {
        emptyAllowed: run.withoutMask === 'empty' || masks === 'none',
        ...(tier === undefined ? {} : { tier }),
      });
    });
  };

  return {
    // The masks of a test do not depend on the run, so that all runs over it are judged alike.
    judged: (indices, masks) =>
      indices.map((at) => ({
        target: caseAt(payload, at).target,
        prepared: () => show(at, 0, masks, 'judged'),
      })),
    training: (indices) =>
      indices.map((at) => {
        const one = caseAt(payload, at);
        return {
          target: one.target,
          prepared: (view) =>
            show(at, view, maskSourceOf(ground, run, plan, one, view), `${run.seed}-${view}`),
        };
      }),
  };
}

export function caseAt(payload: TunePayload, at: number): TuneCase {
  const one = payload.cases[at];
  if (one === undefined) throw new RangeError(`the task has no case ${at}`);
  return one;
}

/** Tells a frame's findings apart, the same in every data folder. */
function findingName({ segments }: TuneCase): string {
  return JSON.stringify(segments.map(({ value }) => value));
}

function viewNameOf({ seed }: TuneRun, view: number): string {
  return view === 0 ? 'plain' : `${seed}-${view}`;
}

function maskSourceOf(
  { proposed }: CaseGround,
  { hyperparameters: { maskNoise }, seed }: TuneRun,
  { usesMask, acceptsEmptyMask }: Plan,
  one: TuneCase,
  view: number,
): MaskSource {
  if (!usesMask || one.mask === null) return 'true';
  const random = createRandom(seed).fork(`mask ${one.frame} ${findingName(one)} ${view}`);
  return drawMaskSource(maskNoise, { acceptsEmptyMask, proposes: proposed?.inTraining === true }, random);
}

async function maskFrom(
  { payload, proposed }: CaseGround,
  { test }: TuneRun,
  one: TuneCase,
  masks: MaskSource,
  random: Random,
): Promise<CaseMask> {
  switch (masks) {
    case 'true':
      return one;
    case 'predicted':
      return (await proposed?.maskOf(one)) ?? one;
    case 'wrong':
      return (
        wrongMask(
          one,
          test.map((at) => caseAt(payload, at)),
          random,
        ) ?? one
      );
    case 'eroded':
    case 'dilated':
    case 'shifted':
    case 'none':
    case 'whole':
    case 'background':
      return changeMask(one, masks, random);
  }
}
