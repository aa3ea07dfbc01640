import { createRandom } from '../../src-shared/domain/random.ts';
import { readCase } from './caseReader.ts';
import { caseAt, type CaseGround } from './caseViews.ts';
import { nonconformity } from './conformal.ts';
import { readContrasts } from './contrasts.ts';
import type { Answer } from './evaluation.ts';
import { distancesAmong, scaled, scalesOf, type FeatureCase } from './featureDistance.ts';
import { frameQuality, type FrameQuality } from './frameQuality.ts';
import { logSoftmax, pooledProbabilities, softmax } from './metrics.ts';
import type { AdapterReferences, ReferenceValues } from './referenceMessages.ts';
import type { TuneRun } from './tuneMessages.ts';
import type { TunedRun } from './tuneRun.ts';

/** Frames of training and validation that are kept: more would take room and hardly change a percentile. */
const mostCases = 512;
/** Of these, frames of which the background is asked for: each costs as much as a whole frame. */
const mostBackgrounds = 96;
/** Answered together, so that no more prepared cases than that are held at once. */
const answeredTogether = 64;

/** Of a run that is trained, while its sessions are open. */
export async function referencesOf(
  ground: CaseGround,
  run: TuneRun,
  tuned: Pick<TunedRun, 'sessions' | 'cases' | 'trained' | 'onValidation' | 'temperature'>,
): Promise<AdapterReferences> {
  const { payload } = ground;
  const { sessions, cases, trained } = tuned;
  const indices = someOf([...run.train, ...run.validation], run.seed, mostCases);
  const seen: (FeatureCase & { readonly quality: FrameQuality })[] = [];
  for (let from = 0; from < indices.length; from += answeredTogether) {
    const asked = indices.slice(from, from + answeredTogether);
    const prepared = [];
    for (const one of cases.judged(asked, 'true')) prepared.push(await one.prepared(0));
    const answers = await sessions.answer(prepared, trained.values);
    for (const [i, at] of asked.entries()) {
      const { target, finding, patient } = caseAt(payload, at);
      const feature = answers[i]?.feature ?? new Float32Array();
      seen.push({ target, finding, patient, feature, quality: await qualityOf(ground, at, sessions) });
    }
  }
  const scales = scalesOf(seen);
  const known = seen.map((one) => ({ ...one, feature: scaled(one.feature, scales) }));
  const patients = new Set(seen.map(({ patient }) => patient)).size;
  const values = (measured: readonly (number | null)[]): ReferenceValues => ({
    patients,
    ascending: ascending(measured),
  });
  return {
    backgrounds: sessions.plan.usesMask
      ? await backgroundsOf(ground, tuned, someOf(indices, run.seed, mostBackgrounds))
      : [],
    scores: scoresOf(tuned.onValidation, tuned.temperature),
    sharpness: values(known.map(({ quality }) => quality.sharpness)),
    exposure: values(known.map(({ quality }) => quality.exposure)),
    distance: values(distancesAmong(known)),
    scales,
    cases: known.map(({ finding, feature }) => ({ finding, feature })),
  };
}

/** Nonconformity of validation frames, and of their findings pooled as a prediction's frames are. */
export function scoresOf(answers: readonly Answer[], temperature: number): AdapterReferences['scores'] {
  const patients = new Set(answers.map(({ patient }) => patient)).size;
  const findings = [...Map.groupBy(answers, ({ finding }) => finding).values()];
  return {
    frame: {
      patients,
      ascending: ascending(
        answers.map(({ logits, truth }) => nonconformity(softmax(logits, temperature)[truth] ?? 0)),
      ),
    },
    finding: {
      patients,
      ascending: ascending(
        findings.map((frames) => {
          const pooled = pooledProbabilities(frames.map(({ logits }) => logSoftmax(logits, temperature)));
          return nonconformity(pooled[frames[0]?.truth ?? 0] ?? 0);
        }),
      ),
    },
  };
}

async function qualityOf(
  { payload, files, backbone, decoded }: CaseGround,
  at: number,
  { plan }: TunedRun['sessions'],
): Promise<FrameQuality> {
  const { card } = backbone;
  const { frame, mask, segments } = caseAt(payload, at);
  const pixels = plan.usesMask ? { frame, mask, segments } : { frame, mask: null, segments: [] };
  const input = await readCase(files, pixels, card, payload.maskClasses.length + 1, plan.framing, decoded);
  return frameQuality(input, card.preprocessing, card.architecture.imageSize);
}

/** What the background alone is answered with, class by class, on frames of other classes. */
async function backgroundsOf(
  { payload, files, backbone, decoded }: CaseGround,
  { sessions, trained, temperature }: Pick<TunedRun, 'sessions' | 'trained' | 'temperature'>,
  indices: readonly number[],
): Promise<number[][]> {
  const { card } = backbone;
  const maskClasses = payload.maskClasses.length + 1;
  const place = { card, plan: sessions.plan, maskClasses };
  const found: number[][] = payload.classes.map(() => []);
  for (const at of indices) {
    const one = caseAt(payload, at);
    if (one.mask === null) continue;
    const whole = await readCase(files, one, card, maskClasses, 'frame', decoded);
    const { background } = await readContrasts(files, one, whole, place, decoded);
    if (background === null) continue;
    const [logits] = await sessions.predict([await sessions.prepare(background)], trained.values);
    softmax(logits ?? [], temperature).forEach((share, k) => {
      if (k !== one.target) found[k]?.push(share);
    });
  }
  return found.map(ascending);
}

/** All, or a draw by the seed. */
function someOf(indices: readonly number[], seed: number, most: number): number[] {
  const left = [...indices];
  const random = createRandom(seed).fork('references');
  while (left.length > most) left.splice(random.below(left.length), 1);
  return left;
}

function ascending(measured: readonly (number | null)[]): number[] {
  return measured.filter((value) => value !== null).sort((a, b) => a - b);
}
