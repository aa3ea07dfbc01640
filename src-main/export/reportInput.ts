import type { Signatures, SignatureSummary } from '../../src-shared/contract/review.contract.ts';
import type { StudySummary } from '../../src-shared/contract/studies.contract.ts';
import type { ReportRequest } from '../../src-shared/contract/exports.contract.ts';
import type { Preferences } from '../../src-shared/contract/system.contract.ts';
import type { MaskVersionId, Sha256, StudyId } from '../../src-shared/domain/ids.ts';
import type { ReadFrame, Reading, ReadLaboratory } from '../../src-shared/domain/reading.ts';
import type { FramePredictions } from './framesCsv.ts';
import type { Language } from '../../src-shared/messages/languages.ts';

/** A signature, and where in the chain of events its own event stands; null: the chain does not tell. */
export interface ReportSignature extends SignatureSummary {
  readonly chain: { readonly position: number; readonly sha256: string } | null;
}

/** A reading, and what stands around it. */
export interface ReportedReading {
  readonly reading: Reading;
  /** Of its canonical text. */
  readonly sha256: Sha256;
  /** Of the version that `reading` is; null: a draft. */
  readonly signature: ReportSignature | null;
  /** All that were signed, newest first. */
  readonly versions: readonly SignatureSummary[];
  /** The amendment that is open now; null: none. */
  readonly amendment: Signatures['amendment'];
  /** What the laboratory said after the signature, which is no part of the reading. */
  readonly laterLaboratory: readonly { readonly finding: number; readonly result: ReadLaboratory }[];
}

/** All that a report prints. */
export interface ReportInput extends ReportedReading {
  /** Who the patient is now, and what the source calls the study. */
  readonly patient: Pick<StudySummary['patient'], 'name' | 'number' | 'birthDate'>;
  readonly accession: string | null;
  readonly createdAt: string;
}

/** How a report is set. */
export interface ReportLook {
  readonly language: Language;
  readonly paper: Preferences['paper'];
  readonly letterhead: string;
  /** As Intl knows it: "Europe/Berlin". */
  readonly timeZone: string;
}

/** "csv": a row per finding; "frames-csv": the predictions as they are now, a row per frame of a finding. */
export type ReportFormat = ReportRequest['format'];

/** A mask as its frame is printed with it. */
export interface ReportMask {
  /** LRL1. */
  readonly bytes: Uint8Array;
  /** sRGB "#rrggbb" by the value in the label map. */
  readonly colors: ReadonlyMap<number, string>;
}

/** What a report is made from; the features above this one on the road provide it. */
export interface ReportSources {
  /** @throws LapidaryError where there is no such study, or no such version of its reading */
  reading(studyId: StudyId, version: number | null): ReportedReading;
  /** @throws LapidaryError where there is no such study */
  study(studyId: StudyId): StudySummary;
  preferences(): Preferences;
  /** The picture as it is shown; null: it was erased. */
  frame(frame: Pick<ReadFrame, 'id' | 'sha256'>): Promise<Uint8Array | null>;
  /** null: it was erased. */
  mask(maskVersionId: MaskVersionId): ReportMask | null;
  /** @throws LapidaryError where there is no such study */
  framePredictions(studyId: StudyId): FramePredictions;
}
