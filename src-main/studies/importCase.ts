import type { ImportOptions } from '../../src-shared/contract/imports.contract.ts';
import type { LabelSchema } from '../../src-shared/contract/schemas.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { ClassId, FrameId, Sha256, SourceId, StudyId, UserId } from '../../src-shared/domain/ids.ts';
import type { WritableDb } from '../db/database.ts';
import { insertFinding, insertLabel } from './findings.queries.ts';
import { findSources, readHoldings } from './imports.queries.ts';
import type { KnownSource } from './imports.queries.ts';
import {
  findOrMakeSite,
  findPatient,
  findStudy,
  importKey,
  insertPatient,
  insertSource,
  insertStudy,
  markSegmented,
  touchStudy,
} from './intake.queries.ts';
import type { NewSource } from './intake.queries.ts';
import { insertMask } from './masks.queries.ts';
import type { MaskSummary } from './masks.queries.ts';
import type { MappedMask } from './maskMapping.ts';
import { patientKey, studyKey } from './move.queries.ts';
import { appendClasses, findOrMakeSchema, insertSchema, latestSchemas } from './schemas.queries.ts';

/** Whose a file is said to be, and where it belongs. */
export interface Belonging {
  /** The patient's number as given; null: of the import's own nameless patient. */
  readonly patient: string | null;
  readonly study: string | null;
  readonly site: string | null;
  /** The folder that makes a study of its files where no study is named. */
  readonly group: string;
}

/** A file read and decoded, its bytes in the data folder: ready to get its rows. */
export interface PreparedCase {
  readonly belonging: Belonging;
  readonly source: Omit<NewSource, 'studyId' | 'kind'> & { readonly sha256: Sha256 };
  readonly mask: (MappedMask & { readonly width: number; readonly height: number }) | null;
  /** The finding's schema and, where it is known, class; null: no finding. */
  readonly finding: { readonly schemaId: LabelSchema['id']; readonly classId: ClassId | null } | null;
}

export interface ImportScope {
  readonly importId: string;
  readonly userId: UserId;
  readonly options: ImportOptions;
}

/** The key of the patient a file is said to be of. */
export function keyOfPatient(
  db: WritableDb,
  scope: Pick<ImportScope, 'importId'>,
  patient: string | null,
): string {
  return patient === null ? importKey(db, 'import', scope.importId) : patientKey(db, patient);
}

/**
 * A file with these bytes that this import must not add again. The same bytes under one patient are a duplicate; where
 * the import names no patient, the same bytes anywhere are.
 * @throws LapidaryError `other-patient`: one picture cannot be of two patients, and would leak between training and test
 */
export function findKnown(
  db: WritableDb,
  scope: Pick<ImportScope, 'importId'>,
  sha256: Sha256,
  patient: string | null,
): KnownSource | undefined {
  const known = findSources(db, sha256);
  const [first] = known;
  if (!first || patient === null) return first;
  const key = keyOfPatient(db, scope, patient);
  const own = known.find(({ patientKey: has }) => has === key);
  if (own) return own;
  throw new LapidaryError(
    'other-patient',
    `This very picture is already in the database, under patient ${first.patientCode}.`,
    'If that patient is the wrong one, move the study or the frame there to the right one; if not, correct the patient in the manifest.',
  );
}

/**
 * Writes all rows of a file, or those that it lacks where it is known already: a mask where the frame never had one, a
 * labelled finding where it is part of none. What a reader has changed is left alone. Call it in a transaction.
 */
export function commitCase(
  db: WritableDb,
  scope: ImportScope,
  prepared: PreparedCase,
): { readonly state: 'imported' | 'duplicate'; readonly sourceId: SourceId } {
  const known = findKnown(db, scope, prepared.source.sha256, prepared.belonging.patient);
  if (!known) {
    const studyId = studyFor(db, scope, prepared.belonging);
    const { sourceId, frameIds } = insertSource(db, scope.userId, {
      ...prepared.source,
      studyId,
      kind: 'file',
    });
    annotate(db, scope, studyId, frameIds, prepared);
    return { state: 'imported', sourceId };
  }
  const has = readHoldings(db, known.sourceId);
  const lacking = {
    ...prepared,
    mask: has.masked > 0 ? null : prepared.mask,
    finding: has.found > 0 || !prepared.finding?.classId ? null : prepared.finding,
  };
  if (!lacking.mask && !lacking.finding) return { state: 'duplicate', sourceId: known.sourceId };
  const frameIds = db
    .all<{ id: FrameId }>('SELECT id FROM frames WHERE source_id = ? ORDER BY source_index', [known.sourceId])
    .map(({ id }) => id);
  annotate(db, scope, known.studyId, frameIds, lacking);
  touchStudy(db, known.studyId);
  return { state: 'imported', sourceId: known.sourceId };
}

function studyFor(db: WritableDb, scope: ImportScope, belonging: Belonging): StudyId {
  const whose = keyOfPatient(db, scope, belonging.patient);
  const patientId =
    findPatient(db, whose) ?? insertPatient(db, scope.userId, { key: whose, number: belonging.patient });
  const key =
    belonging.study === null
      ? importKey(db, 'import-study', scope.importId, whose, belonging.site ?? '', belonging.group)
      : studyKey(db, whose, belonging.study);
  const siteId = belonging.site === null ? null : findOrMakeSite(db, belonging.site);
  const found = findStudy(db, patientId, key);
  if (!found) {
    const number = belonging.study ?? (belonging.group === '' ? null : lastPart(belonging.group));
    // What nobody named is told from others by its day.
    const description = number === null ? `Import of ${new Date().toISOString().slice(0, 10)}` : '';
    return insertStudy(db, scope.userId, { patientId, key, siteId, description, number });
  }
  if (siteId !== null && found.siteId === null) {
    db.run('UPDATE studies SET site_id = ? WHERE id = ?', [siteId, found.id]);
  } else if (siteId !== null && found.siteId !== siteId) {
    throw new LapidaryError(
      'site-differs',
      'This study is already in the database as one of another site.',
      'Correct the site in the manifest, or give the study another name.',
    );
  }
  return found.id;
}

const lastPart = (folder: string): string => folder.split(/[\\/]/).filter(Boolean).at(-1) ?? folder;

function annotate(
  db: WritableDb,
  scope: ImportScope,
  studyId: StudyId,
  frameIds: readonly FrameId[],
  { mask, finding }: Pick<PreparedCase, 'mask' | 'finding'>,
): void {
  const [frameId] = frameIds;
  const stored = mask && frameId !== undefined ? storeMask(db, scope, studyId, frameId, mask) : undefined;
  if (!finding) return;
  const [only, ...others] = stored?.segments ?? [];
  const segmentId = only && others.length === 0 ? only.id : null;
  const findingId = insertFinding(db, scope.userId, {
    studyId,
    schemaId: finding.schemaId,
    frames: frameIds.map((id) => ({ frameId: id, segmentId })),
  });
  if (finding.classId === null) return;
  insertLabel(db, scope.userId, { findingId, classId: finding.classId, source: 'manifest' });
}

function storeMask(
  db: WritableDb,
  scope: ImportScope,
  studyId: StudyId,
  frameId: FrameId,
  mask: NonNullable<PreparedCase['mask']>,
): MaskSummary {
  const schema = maskSchemaFor(db, scope, mask);
  const classOf = new Map(schema.classes.map(({ id, code }) => [code, id]));
  const classes = new Map<number, ClassId>();
  for (const [value, code] of mask.classes) {
    const classId = classOf.get(code);
    if (classId) classes.set(value, classId);
  }
  const stored = insertMask(db, scope.userId, {
    frameId,
    parentId: null,
    schemaId: schema.id,
    origin: 'import',
    tool: 'import',
    labelMap: { width: mask.width, height: mask.height, labels: mask.labels },
    classes,
  });
  if (stored.segments.length > 0) markSegmented(db, studyId);
  return stored;
}

/** The name of the one schema that masks with a palette share, which grows with the indices that occur. */
const paletteSchema = 'Palette indices';

function maskSchemaFor(db: WritableDb, scope: ImportScope, mask: MappedMask): LabelSchema {
  if (mask.colors.size === 0 || scope.options.masks) {
    return findOrMakeSchema(db, scope.userId, 'mask', mask.codes);
  }
  const schema =
    latestSchemas(db, 'mask').find(({ name }) => name === paletteSchema) ??
    insertSchema(db, scope.userId, { kind: 'mask', name: paletteSchema, classes: [] });
  const classes = [...mask.colors].map(([code, color]) => ({
    code,
    name: code.replace('index-', 'Index '),
    color,
  }));
  return appendClasses(db, schema, classes);
}
