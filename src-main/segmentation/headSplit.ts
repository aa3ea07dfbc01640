import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { FrameId, PatientId } from '../../src-shared/domain/ids.ts';
import { createRandom } from '../../src-shared/domain/random.ts';
import type { HeadPart, MaskedFrame, PartedFrame } from './heads.queries.ts';

export interface HeadSplitRequest {
  /** Share of the patients that a head is judged on. */
  readonly testShare: number;
  readonly seed: number;
  /** Patients in the site's test set: never in training or validation again. */
  readonly heldOut: ReadonlySet<PatientId>;
  /** Frames of unknown patients that a head was judged on before: they stay test frames. */
  readonly testedBefore: ReadonlySet<FrameId>;
  /** Learned from before, by a tuning run or a head: never newly drawn into the test. */
  readonly usedPatients: ReadonlySet<PatientId>;
  readonly usedFrames: ReadonlySet<FrameId>;
}

export interface HeadSplit {
  /** Whether no patient is in two parts, or some frames are of patients that nobody knows. */
  readonly kind: 'patient' | 'image';
  readonly frames: readonly PartedFrame[];
  /** Known patients of the test part: from now on held out from training for good. */
  readonly testPatients: readonly PatientId[];
}

/** Share of what is not test that training is stopped and calibrated by. */
const validationShare = 0.15;

/** Frames that are divided together: those of a known patient, or one frame of an unknown one. */
interface Unit {
  readonly frames: readonly MaskedFrame[];
  readonly held: boolean;
  readonly used: boolean;
}

/**
 * Divides masked frames into training, validation and test. Patients stay whole; a frame whose patient the database does
 * not know counts as a patient of its own. The same frames, request and seed give the same split: `frames` must come in a
 * stable order.
 *
 * @throws LapidaryError `too-few-masks`: three units are the least
 */
export function splitHeadFrames(frames: readonly MaskedFrame[], request: HeadSplitRequest): HeadSplit {
  const units = unitsOf(frames, request);
  if (units.length < 3) throw tooFew(frames.length, units.length);
  const random = createRandom(request.seed).fork('segmentation split');
  const held = units.filter((unit) => unit.held);
  // All are shuffled, so that a split which is drawn again finds its own test held out and divides the rest as before.
  const free = random.shuffled(units).filter((unit) => !unit.held);
  if (free.length < 2) throw tooFew(frames.length, free.length);
  const wanted = Math.max(1, Math.round(request.testShare * units.length)) - held.length;
  // Of what is free, two stay for training and validation.
  const eligible = free.filter(({ used }) => !used);
  const drawn = new Set(eligible.slice(0, Math.max(0, Math.min(wanted, free.length - 2))));
  const rest = free.filter((unit) => !drawn.has(unit));
  const validated = new Set(rest.slice(0, Math.max(1, Math.round(validationShare * rest.length))));
  const partOf = (unit: Unit): HeadPart =>
    unit.held || drawn.has(unit) ? 'test' : validated.has(unit) ? 'validation' : 'train';
  const parted = units.flatMap((unit) => unit.frames.map((frame) => ({ ...frame, part: partOf(unit) })));
  const tested = parted.filter(({ part, known }) => part === 'test' && known === 1);
  return {
    kind: frames.some(({ known }) => known === 0) ? 'image' : 'patient',
    frames: parted,
    testPatients: [...new Set(tested.map(({ patientId }) => patientId))],
  };
}

function unitsOf(frames: readonly MaskedFrame[], request: HeadSplitRequest): Unit[] {
  const groups = Map.groupBy(frames, ({ known, patientId, frameId }) => (known === 1 ? patientId : frameId));
  return [...groups.values()].map((members) => ({
    frames: members,
    held: members.some(
      ({ known, patientId, frameId }) =>
        request.heldOut.has(patientId) || (known === 0 && request.testedBefore.has(frameId)),
    ),
    used: members.some(({ known, patientId, frameId }) =>
      known === 1 ? request.usedPatients.has(patientId) : request.usedFrames.has(frameId),
    ),
  }));
}

function tooFew(frames: number, units: number): LapidaryError {
  return new LapidaryError(
    'too-few-masks',
    `${frames} ${frames === 1 ? 'frame has' : 'frames have'} a mask of this schema, of ${units} ${
      units === 1 ? 'patient' : 'patients'
    } that may be learned from; training, validation and test need 3 patients, since none may be in two of them.`,
    'Draw or import masks of more patients, or choose another schema or more studies.',
  );
}
