import { z } from 'zod';
import { ClassId, SchemaId, SiteId } from '../domain/ids.ts';
import { Day, Unit } from './procedure.ts';

/** What figures of the site are made of. Findings belong to the day of their study, both days included. */
export const SiteFilter = z.object({
  from: Day.nullable().default(null),
  to: Day.nullable().default(null),
  /** null: every schema that has findings. */
  schemaId: SchemaId.nullable().default(null),
  scope: z.enum(['frame', 'region']).nullable().default(null),
  siteId: SiteId.nullable().default(null),
});
export type SiteFilter = z.infer<typeof SiteFilter>;

/** From fewer cases nothing is made but a count. */
export const leastCases = 5;

/** So many of so many. */
export const Share = z.object({
  count: z.int().min(0),
  of: z.int().min(0),
  /** With its 95 % interval (Wilson); null: of fewer than `leastCases`. */
  rate: z.object({ share: Unit, low: Unit, high: Unit }).nullable(),
});
export type Share = z.infer<typeof Share>;

/** How predictions compare with what was said of the same findings. */
export const Agreement = z.object({
  share: Share,
  /** Of these, predictions that were made after the label. */
  later: z.int(),
  /** Rows: what was said; columns: what was predicted; both in the order of `classIds`. */
  confusion: z.array(z.array(z.int())),
  /** Of each class the share that was predicted as it. */
  sensitivity: z.array(Share),
});
export type Agreement = z.infer<typeof Agreement>;

/**
 * The same by how the reader came to the label, never added up: with the prediction in sight agreement is inflated.
 * 'unknown': it was not kept.
 */
const bySight = <One extends z.ZodType>(one: One) => z.object({ blind: one, sighted: one, unknown: one });

/** Agreement of predictions with readers and with the laboratory. */
export const AgreementShares = bySight(Share).extend({ laboratory: Share });
export type AgreementShares = z.infer<typeof AgreementShares>;

/** Whose word probabilities are held against: the laboratory's where there is one, else the reader's. */
export const Calibrated = z.object({
  /** Expected calibration error, with bins of equal mass; null: of fewer than 20 cases. */
  error: Unit.nullable(),
  cases: z.int(),
  by: bySight(z.int()).extend({ laboratory: z.int() }),
});
export type Calibrated = z.infer<typeof Calibrated>;

export const SecondReadingFigures = z.object({
  /** Findings that two have read, the second without the label in sight. */
  agreement: Share,
  /** Left out: the second changed their class after both were in sight. */
  revised: z.int(),
  /** Cohen's κ; null: fewer than `leastCases`, or both gave all of them one and the same class. */
  kappa: z
    .object({
      value: z.number(),
      /** 95 %; null: the two never differed, so that nothing tells how far κ may be off. */
      interval: z.tuple([z.number(), z.number()]).nullable(),
    })
    .nullable(),
  /** Rows: the label; columns: the second opinion. */
  table: z.array(z.array(z.int())),
});
export type SecondReadingFigures = z.infer<typeof SecondReadingFigures>;

export const SchemaFigures = z.object({
  schemaId: SchemaId,
  /** In the order of the schema. */
  classIds: z.array(ClassId),
  findings: z.int(),
  /** Those with a prediction that counts. Of all figures below but the second reading's. */
  predicted: z.int(),
  /** Predicted, and in none of the figures. */
  excluded: z.object({
    /** The adapter was trained or validated on them. */
    seen: z.int(),
    /** The adapter is gone, so that nobody knows what it was trained on. */
    adapterGone: z.int(),
  }),
  /** In the figures, though other findings of the same patient trained the adapter. */
  samePatient: z.int(),
  reader: bySight(Agreement),
  laboratory: Agreement,
  /** Labels of readers that the laboratory confirmed, whether or not there is a prediction. */
  readerConfirmed: bySight(Share),
  sites: z.array(
    AgreementShares.extend({ siteId: SiteId.nullable(), name: z.string().nullable(), predicted: z.int() }),
  ),
  scopes: z.array(AgreementShares.extend({ scope: z.enum(['frame', 'region']), predicted: z.int() })),
  /** "2026-11", those with a predicted finding, in their order. */
  months: z.array(AgreementShares.extend({ month: z.string(), calibration: Calibrated })),
  calibration: Calibrated,
  /** Predictions that should not be leant on. */
  abstained: Share,
  second: SecondReadingFigures,
});
export type SchemaFigures = z.infer<typeof SchemaFigures>;

export const SiteFigures = z.object({
  /** By the Monday they begin with, in their order, those with a study; whatever schema and scope. */
  weeks: z.array(z.object({ week: Day, added: z.int(), signed: z.int() })),
  /** Those with findings; most findings first. */
  schemas: z.array(SchemaFigures),
});
export type SiteFigures = z.infer<typeof SiteFigures>;
