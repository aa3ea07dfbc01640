import { createHmac } from 'node:crypto';
import type { LabelClass, LabelSchema, Location } from '../../src-shared/contract/schemas.contract.ts';
import type { StudyPredictions } from '../../src-shared/contract/predictions.contract.ts';
import type {
  Component,
  FindingSummary,
  FrameSummary,
  StudyDetail,
} from '../../src-shared/contract/studies.contract.ts';
import type {
  ClassId,
  FindingId,
  FrameId,
  MaskVersionId,
  Sha256 as Digest,
} from '../../src-shared/domain/ids.ts';
import { Sha256 } from '../../src-shared/domain/ids.ts';
import { Reading } from '../../src-shared/domain/reading.ts';
import type { ReadClass, ReadFinding, ReadFrame, ReadPrediction } from '../../src-shared/domain/reading.ts';

/** A label that came with the frames, whether or not it counts. */
export interface ImportedLabel {
  readonly classId: ClassId;
  readonly source: 'manifest' | 'synthetic';
  readonly createdAt: string;
}

/** What a reading is put together from. */
export interface ReadingMaterial {
  readonly software: string;
  readonly detail: StudyDetail;
  readonly predictions: StudyPredictions;
  readonly schemas: readonly LabelSchema[];
  readonly locations: readonly Location[];
  readonly maskDigests: ReadonlyMap<MaskVersionId, Digest>;
  readonly remarks: ReadonlyMap<FrameId, Pick<ReadFrame, 'bookmarked' | 'comments'>>;
  readonly imported: ReadonlyMap<FindingId, ImportedLabel>;
  readonly notice: string;
  /** The data folder's own. */
  readonly salt: Uint8Array;
}

/** What a reader says of a study now, as it would be signed. Findings that were set aside are no part of it. */
export function assembleReading(material: ReadingMaterial): Reading {
  const { detail, schemas } = material;
  const { study } = detail;
  const classes = new Map(schemas.flatMap((schema) => schema.classes.map((one) => [one.id, one] as const)));
  const numbers = new Map(detail.frames.map((frame, at) => [frame.id, at + 1]));
  const findings = detail.findings
    .filter(({ removed }) => !removed)
    .map((finding) => readFinding(finding, material, classes, numbers));
  const shown = new Set<FrameId>(findings.flatMap(({ frames }) => frames.map(({ frameId }) => frameId)));
  for (const frameId of material.remarks.keys()) shown.add(frameId);
  return Reading.parse({
    form: 1,
    software: material.software,
    study: {
      id: study.id,
      patientCode: study.patient.code,
      patientDigest: patientDigest(material.salt, study.patient),
      performedOn: study.performedOn,
      procedure: study.description,
      site: study.site,
      frames: study.frames,
    },
    findings,
    frames: detail.frames
      .filter(({ id }) => shown.has(id))
      .map((frame) => readFrame(frame, material, numbers)),
    notice: material.notice,
  });
}

/** Tells whether somebody is still called as they were, without saying how. */
export function patientDigest(
  salt: Uint8Array,
  { name, number, birthDate }: StudyDetail['study']['patient'],
): Digest {
  const text = JSON.stringify([name, number, birthDate]);
  return Sha256.parse(createHmac('sha256', salt).update(text).digest('hex'));
}

function readFinding(
  finding: FindingSummary,
  { predictions, schemas, locations, detail, imported }: ReadingMaterial,
  classes: ReadonlyMap<ClassId, LabelClass>,
  numbers: ReadonlyMap<FrameId, number>,
): ReadFinding {
  const { details, reader, laboratory } = finding;
  const label = imported.get(finding.id);
  const named = (classId: ClassId): ReadClass => {
    const found = classes.get(classId);
    return { code: found?.code ?? '?', name: found?.name ?? '' };
  };
  const components = (list: readonly Component[]) =>
    list.map(({ classId, share }) => ({ ...named(classId), share }));
  const frameOf = new Map(detail.frames.map((frame) => [frame.id, frame]));
  const location = locations.find(({ id }) => id === details.locationId);
  return {
    id: finding.id,
    number: finding.number,
    schema: schemas.find(({ id }) => id === finding.schemaId)?.name ?? '',
    scope: finding.scope,
    frames: finding.frames.map(({ frameId, segmentId, view }) => ({
      frameId,
      number: numbers.get(frameId) ?? 1,
      pixels:
        segmentId === null
          ? null
          : (frameOf.get(frameId)?.mask?.segments.find(({ id }) => id === segmentId)?.pixels ?? 0),
      view,
    })),
    reader:
      reader === null
        ? null
        : {
            class: named(reader.classId),
            by: reader.by,
            at: reader.createdAt,
            blind: reader.blind,
          },
    uncertain: details.uncertain,
    imported:
      label === undefined ? null : { class: named(label.classId), source: label.source, at: label.createdAt },
    laboratory:
      laboratory === null
        ? null
        : {
            class: named(laboratory.classId),
            method: laboratory.method,
            reportedOn: laboratory.reportedOn,
            components: components(laboratory.components),
            note: laboratory.note,
            enteredBy: laboratory.enteredBy,
            at: laboratory.enteredAt,
          },
    side: details.side,
    location: location === undefined ? null : { code: location.code, name: location.name },
    size: details.size,
    components: components(details.components),
    note: details.note,
    prediction: readPrediction(finding, predictions, named),
  };
}

function readPrediction(
  { id }: FindingSummary,
  { predictions, findings, calibration }: StudyPredictions,
  named: (classId: ClassId) => ReadClass,
): ReadPrediction | null {
  const pooled = findings.find(({ findingId }) => findingId === id);
  const parts = predictions.filter(({ findingId }) => findingId === id);
  const newest = parts.reduce<(typeof parts)[number] | undefined>(
    (best, part) => (best === undefined || part.id > best.id ? part : best),
    undefined,
  );
  if (pooled === undefined || newest === undefined || pooled.classes.length === 0) return null;
  return {
    classes: pooled.classes.map(({ classId, probability }) => ({ ...named(classId), probability })),
    frames: pooled.frames,
    stale: [...new Set(parts.flatMap(({ stale }) => stale))].sort(),
    set:
      pooled.set === null
        ? null
        : {
            level: pooled.set.level,
            codes: pooled.set.classIds.map((classId) => named(classId).code),
            cases: pooled.set.cases,
          },
    abstained: pooled.abstention?.reasons ?? [],
    ...(newest.maskVersionId === null ? {} : { background: pooled.background }),
    calibration: {
      cases: calibration?.cases ?? 0,
      temperature: calibration?.temperature ?? 1,
      ece: calibration?.ece ?? null,
      testCases: calibration?.testCases ?? 0,
    },
    adapterId: newest.adapterId,
    method: newest.method,
    backbone: newest.backbone,
    provider: newest.provider,
    at: newest.createdAt,
  };
}

function readFrame(
  frame: FrameSummary,
  { maskDigests, remarks }: ReadingMaterial,
  numbers: ReadonlyMap<FrameId, number>,
): ReadFrame {
  const digest = frame.mask === null ? undefined : maskDigests.get(frame.mask.id);
  const { bookmarked, comments } = remarks.get(frame.id) ?? { bookmarked: false, comments: [] };
  return {
    id: frame.id,
    number: numbers.get(frame.id) ?? 1,
    sha256: frame.sha256,
    width: frame.width,
    height: frame.height,
    mask: frame.mask === null || digest === undefined ? null : { id: frame.mask.id, sha256: digest },
    bookmarked,
    comments,
  };
}
