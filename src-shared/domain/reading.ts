import { z } from 'zod';
import {
  AbstentionReason,
  ComponentShare,
  LaboratoryMethod,
  Side,
  SizeBasis,
  StoneView,
} from './findingWords.ts';
import { AdapterId, FindingId, FrameId, MaskVersionId, Sha256, StudyId } from './ids.ts';

/**
 * What a reader says of a study, and what it was said from: the text that is signed. It holds all that a report prints
 * except who the patient is, so that a signed report can be printed when model and mask are long gone; the patient is
 * told by a running code and by a digest of what identified them, which shows a later correction without naming anyone.
 */
const Instant = z.iso.datetime();
const Unit = z.number().min(0).max(1);

/** A class as it was called. */
export const ReadClass = z.strictObject({ code: z.string(), name: z.string() });
export type ReadClass = z.infer<typeof ReadClass>;

const Component = ReadClass.extend({ share: ComponentShare });

/** What a model said of a finding, over all frames of it. */
export const ReadPrediction = z.strictObject({
  /** Most probable first; they sum to 1. */
  classes: z.array(ReadClass.extend({ probability: Unit })).min(1),
  /** How many frames it rests on. */
  frames: z.int().min(1),
  /** What had changed since it was made; empty: current. */
  stale: z.array(z.string()),
  /** The classes that hold the right one as often as `level` says, on cases like the `cases` it was fitted on; null: not known. */
  set: z.strictObject({ level: Unit, codes: z.array(z.string()), cases: z.int() }).nullable(),
  /** Why it should not be leant on; empty: nothing speaks against it. */
  abstained: z.array(AbstentionReason),
  /**
   * Frames of which the background alone would be answered alike, of those that were asked, and those of which it was not
   * computed; left out: the method reads no mask, or this was signed before it was part of the text.
   */
  background: z
    .strictObject({ suffices: z.int().min(0), asked: z.int().min(0), notComputed: z.int().min(0) })
    .optional(),
  calibration: z.strictObject({
    /** 0: not calibrated here. */
    cases: z.int().min(0),
    temperature: z.number(),
    ece: Unit.nullable(),
    testCases: z.int().min(0),
  }),
  adapterId: AdapterId,
  method: z.string(),
  backbone: z.string(),
  provider: z.string(),
  /** Of the newest frame. */
  at: Instant,
});
export type ReadPrediction = z.infer<typeof ReadPrediction>;

export const ReadLaboratory = z.strictObject({
  class: ReadClass.nullable(),
  method: LaboratoryMethod,
  reportedOn: z.iso.date().nullable(),
  components: z.array(Component),
  note: z.string(),
  enteredBy: z.string(),
  at: Instant,
});
export type ReadLaboratory = z.infer<typeof ReadLaboratory>;

export const ReadFinding = z.strictObject({
  id: FindingId,
  number: z.int().min(1),
  schema: z.string(),
  scope: z.enum(['frame', 'region']),
  /** In the order of the study. */
  frames: z.array(
    z.strictObject({
      frameId: FrameId,
      /** Counted from 1 over the study, as readers do. */
      number: z.int().min(1),
      /** Pixels of the finding in the frame's mask; null: a finding of the whole frame. */
      pixels: z.int().min(0).nullable(),
      view: StoneView.nullable(),
    }),
  ),
  reader: z
    .strictObject({
      class: ReadClass,
      by: z.string(),
      at: Instant,
      /** Whether a prediction was in sight when it was given; null: not known. */
      blind: z.boolean().nullable(),
    })
    .nullable(),
  /** The reader would not stand by the class, or cannot name one. */
  uncertain: z.boolean(),
  /** A label that came with the frames. */
  imported: z
    .strictObject({ class: ReadClass, source: z.enum(['manifest', 'synthetic']), at: Instant })
    .nullable(),
  laboratory: ReadLaboratory.nullable(),
  side: Side.nullable(),
  location: z.strictObject({ code: z.string(), name: z.string() }).nullable(),
  size: z.strictObject({ mm: z.number().positive(), basis: SizeBasis }).nullable(),
  components: z.array(Component),
  note: z.string(),
  prediction: ReadPrediction.nullable(),
});
export type ReadFinding = z.infer<typeof ReadFinding>;

export const ReadFrame = z.strictObject({
  id: FrameId,
  number: z.int().min(1),
  sha256: Sha256,
  width: z.int().positive(),
  height: z.int().positive(),
  mask: z.strictObject({ id: MaskVersionId, sha256: Sha256 }).nullable(),
  bookmarked: z.boolean(),
  comments: z.array(
    z.strictObject({
      text: z.string(),
      /** From tail to head, in shares of the frame's width and height. */
      arrow: z.strictObject({ tail: z.tuple([Unit, Unit]), head: z.tuple([Unit, Unit]) }).nullable(),
      by: z.string(),
      at: Instant,
    }),
  ),
});
export type ReadFrame = z.infer<typeof ReadFrame>;

export const Reading = z.strictObject({
  /** Of this form of the text; a later one is told by its number. */
  form: z.literal(1),
  software: z.string(),
  study: z.strictObject({
    id: StudyId,
    patientCode: z.string(),
    /** HMAC-SHA256, with the data folder's own salt, of name, number and day of birth. */
    patientDigest: Sha256,
    performedOn: z.iso.date().nullable(),
    procedure: z.string(),
    site: z.string().nullable(),
    frames: z.int().min(0),
  }),
  findings: z.array(ReadFinding),
  /** The frames that findings, comments or bookmarks are on. */
  frames: z.array(ReadFrame),
  /** What the cards of the networks that answered say they may be used for. */
  notice: z.string(),
});
export type Reading = z.infer<typeof Reading>;

/** The text that is hashed and signed: JSON with its keys in the order of their names, so that it is the same each time. */
export function canonicalReading(reading: Reading): string {
  return JSON.stringify(Reading.parse(reading), (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
