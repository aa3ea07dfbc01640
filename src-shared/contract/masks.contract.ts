import { z } from 'zod';
import { ClassId, FrameId, JobId, MaskStepId, MaskVersionId, SchemaId, StudyId } from '../domain/ids.ts';
import { procedure, Unit } from './procedure.ts';
import { MaskSummary } from './studies.contract.ts';

/** Something that was done to the mask of a frame, as undo and redo go along it. */
export const MaskStep = z.object({
  id: MaskStepId,
  frameId: FrameId,
  /** As a reader would call it: 'brush', 'polygon', 'mask version'. */
  title: z.string(),
  /** The version before and after; null: no mask. */
  before: MaskVersionId.nullable(),
  after: MaskVersionId.nullable(),
  undone: z.boolean(),
});
export type MaskStep = z.infer<typeof MaskStep>;

/** How far two regions agree. Pixels count each region's own; distances lie between their outlines, in pixels. */
export const MaskAgreement = z.object({
  /** Dice coefficient; 1 where both are empty. */
  dice: Unit,
  pixelsA: z.int(),
  pixelsB: z.int(),
  onlyA: z.int(),
  onlyB: z.int(),
  /** Symmetric; null where one of the two is empty. */
  distances: z.object({ mean: z.number(), p95: z.number(), max: z.number() }).nullable(),
});
export type MaskAgreement = z.infer<typeof MaskAgreement>;

export const MaskComparison = z.object({
  a: MaskSummary,
  b: MaskSummary,
  /** All that is not background. */
  overall: MaskAgreement,
  /** Every class that occurs in either. */
  classes: z.array(MaskAgreement.extend({ classId: ClassId })),
});
export type MaskComparison = z.infer<typeof MaskComparison>;

export const qualityReasons = [
  'empty',
  'differs-from-model',
  'covers-nearly-all',
  'tiny',
  'many-components',
  'tiny-component',
  'holes',
  'touches-border',
] as const;

/** From where on a mask is worth another look. */
export const QualityThresholds = z.object({
  /** 'many-components': more connected regions than this. */
  components: z.int().min(0).default(5),
  /** 'tiny-component': a connected region of fewer pixels. */
  componentPixels: z.int().min(0).default(30),
  /** 'holes': more of them than this. */
  holes: z.int().min(0).default(0),
  /** 'tiny': less of the frame than this share. */
  least: Unit.default(0.001),
  /** 'covers-nearly-all': more of the frame than this share. */
  most: Unit.default(0.95),
  /** 'differs-from-model': less agreement (Dice) with the model's proposal. */
  dice: Unit.default(0.7),
});
export type QualityThresholds = z.infer<typeof QualityThresholds>;

export const FrameQuality = z.object({
  frameId: FrameId,
  /** The frame's place in its study, from 1. */
  number: z.int(),
  maskVersionId: MaskVersionId,
  coverage: Unit,
  components: z.int(),
  /** Pixels of the smallest connected region; 0: none. */
  smallestPixels: z.int(),
  holes: z.int(),
  touchesBorder: z.boolean(),
  /** Agreement with the newest proposal of a model that was not rejected; null: there is none. */
  modelDice: Unit.nullable(),
  reasons: z.array(z.enum(qualityReasons)),
});
export type FrameQuality = z.infer<typeof FrameQuality>;

export const MaskQuality = z.object({
  /** Those with the most reasons first, then those that agree least with the model, then as they lie in the study. */
  frames: z.array(FrameQuality),
  /** Where the next page begins; null: this was the last. */
  next: z.int().nullable(),
  /** Frames with a mask; those among them with a reason; those not measured yet: ask again, each call goes on. */
  masked: z.int(),
  flagged: z.int(),
  unmeasured: z.int(),
});
export type MaskQuality = z.infer<typeof MaskQuality>;

/** What pixels of a value, or regions of a category, become. 'refuse': a file that has them is not imported. */
export const ImportTarget = z.union([ClassId, z.literal('background'), z.literal('refuse')]);

/** What the values of label maps, or the categories of a COCO file, mean. What is not named refuses its file. */
export const MaskImportMapping = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('values'),
    values: z
      .array(z.object({ value: z.int().min(0).max(65_535), to: ImportTarget }))
      .min(1)
      .max(1000),
  }),
  /** At or above it the class, below it background: for masks that went through lossy compression. */
  z.object({ kind: z.literal('threshold'), threshold: z.int().min(1).max(65_535), classId: ClassId }),
  /** As the classes.json of an export with instances says; it has to lie in the tray too. */
  z.object({ kind: z.literal('instances') }),
  z.object({
    kind: z.literal('categories'),
    categories: z
      .array(z.object({ category: z.int(), to: ImportTarget }))
      .min(1)
      .max(1000),
    /** What becomes of pixels that two regions claim: a label map holds one of them. */
    overlap: z.enum(['refuse', 'later-wins']).default('refuse'),
  }),
]);
export type MaskImportMapping = z.infer<typeof MaskImportMapping>;

/** How names of files tell their frames, where they do not do so as they are: an ending of the name is another. */
export const NameRule = z.object({ from: z.string().min(1).max(64), to: z.string().max(64) });
export type NameRule = z.infer<typeof NameRule>;

const problem = z.object({ code: z.string(), message: z.string(), remedy: z.string() });

export const InspectedMask = z.object({
  /** As it was given; identifying, shown, never logged. */
  file: z.string(),
  frameId: FrameId.nullable(),
  /** The frame's place in its study, from 1. */
  number: z.int().nullable(),
  matchedBy: z.enum(['frame-id', 'source-name']).nullable(),
  /** The frame has a mask already. */
  masked: z.boolean(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  /** Distinct values of a label map, rising, the first 64; of a COCO image its categories. */
  values: z.array(z.int()),
  moreValues: z.boolean(),
  /** Through JPEG: its values are not what was drawn. */
  lossy: z.boolean(),
  /** Why it would be refused whatever the mapping says. */
  problem: problem.nullable(),
});
export type InspectedMask = z.infer<typeof InspectedMask>;

export const MaskImportInspection = z.object({
  kind: z.enum(['label-maps', 'coco']),
  /** Files of a tray, or images of a COCO file, in all. */
  total: z.int(),
  files: z.array(InspectedMask),
  next: z.int().nullable(),
  /**
   * Values, or categories, of the files of this answer, and in how many of them. `suggested` is said by the export's
   * classes.json, or by a category that is called as a class is; null: somebody has to say.
   */
  values: z.array(
    z.object({
      value: z.int(),
      name: z.string().nullable(),
      files: z.int(),
      suggested: z.union([ClassId, z.literal('background')]).nullable(),
    }),
  ),
  /** Which mapping startImport needs. 'values-or-instances': the tray has the classes.json of an export by instances. */
  needs: z.enum(['values', 'threshold', 'values-or-instances', 'categories']),
});
export type MaskImportInspection = z.infer<typeof MaskImportInspection>;

export const MaskImportReport = z.object({
  stored: z.int(),
  /** The frame had a mask that was to be kept, or this very mask. */
  kept: z.int(),
  refused: z.array(z.object({ file: z.string(), ...problem.shape })),
  /** Files that were not reached, and refused ones beyond those that are named. */
  notes: z.array(z.string()),
});
export type MaskImportReport = z.infer<typeof MaskImportReport>;

/**
 * Pixels travel by URL, as LRL1 bytes (src-shared/domain/maskCodec.ts) unless said otherwise:
 *
 * GET /media/masks/<maskVersionId>;
 * PUT /media/masks/<frameId>?parent=<maskVersionId or none>&tool=<name>&title=<words>&classes=<value>:<classId>,… stores a
 * new version, appends its step and answers a MaskSummary. A parent that is no longer the current version is refused
 * with 409 `mask-changed`;
 * GET /media/masks/<a>/difference/<b>?class=<classId>: 0 in neither, 1 in both, 2 only in a, 3 only in b;
 * GET /media/mask-export/<studyId>?format=png|coco-polygon|coco-rle&values=classes|instances (docs/masks.md).
 */
export const masksContract = {
  history: procedure('studies.read')
    .input(z.object({ frameId: FrameId }))
    .output(z.array(MaskSummary)),
  /**
   * Makes an earlier version the current one; null: no mask. 'undo' and 'redo' go along the newest step of the frame
   * that leads there and are refused with `mask-step-gone` where there is none; 'revert' is a step of its own.
   */
  select: procedure('masks.edit')
    .input(
      z.object({
        frameId: FrameId,
        maskVersionId: MaskVersionId.nullable(),
        as: z.enum(['undo', 'redo', 'revert']).default('revert'),
      }),
    )
    .output(MaskSummary.nullable()),
  /** The newest 1,000 steps of a study, oldest first. */
  steps: procedure('studies.read')
    .input(z.object({ studyId: StudyId }))
    .output(z.array(MaskStep)),
  /** Two versions of one frame's mask. */
  compare: procedure('studies.read')
    .input(z.object({ a: MaskVersionId, b: MaskVersionId }))
    .output(MaskComparison),
  /** Masks worth another look. A call measures for a moment what was not measured before, then answers. */
  quality: procedure('studies.read')
    .input(
      z.object({
        studyId: StudyId,
        thresholds: QualityThresholds.prefault({}),
        /** Those without a reason too. */
        all: z.boolean().default(false),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(1000).default(200),
      }),
    )
    .output(MaskQuality),
  /** What an import of a tray's masks into a study would do, up to 100 files at a time; changes nothing. */
  inspectImport: procedure('masks.edit')
    .input(
      z.object({
        trayId: z.uuid(),
        studyId: StudyId,
        /** The mask schema whose classes are suggested; null: any of the newest that has a class of that code. */
        schemaId: SchemaId.nullable().default(null),
        rename: NameRule.nullable().default(null),
        offset: z.int().min(0).default(0),
      }),
    )
    .output(MaskImportInspection),
  /** The tray is emptied when the job ends. */
  startImport: procedure('masks.edit')
    .input(
      z.object({
        trayId: z.uuid(),
        studyId: StudyId,
        mapping: MaskImportMapping,
        rename: NameRule.nullable().default(null),
        replace: z.enum(['never', 'always']).default('never'),
      }),
    )
    .output(z.object({ jobId: JobId })),
  importReport: procedure('studies.read')
    .input(z.object({ jobId: JobId }))
    .output(MaskImportReport),
};
