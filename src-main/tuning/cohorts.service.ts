import { newId } from '../db/newId.ts';
import type { z } from 'zod';
import type { Cohort as CohortShape } from '../../src-shared/contract/tuning.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { CohortId, type SchemaId, type UserId } from '../../src-shared/domain/ids.ts';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import { casesOf, type CaseFrame } from './cases.ts';
import * as queries from './cohorts.queries.ts';

type Cohort = z.infer<typeof CohortShape>;
export type CohortContents = Omit<Cohort, 'id' | 'name'>;

/** A question (a finding schema) and the cases it is asked of. */
export interface Cohorts {
  list(): Cohort[];
  /** What a cohort of these sites would hold; none named: every site there is. */
  preview(schemaId: SchemaId, sites: readonly string[]): CohortContents;
  /** @throws LapidaryError `schema-missing`, `cohort-exists`, `no-cases` */
  create(
    input: { readonly name: string; readonly schemaId: SchemaId; readonly sites: readonly string[] },
    userId: UserId,
  ): Cohort;
  /** @throws LapidaryError `cohort-missing` */
  get(cohortId: CohortId): Cohort;
  byName(name: string): Cohort | undefined;
  /** The labelled frames of its cases, in the order that splits rely on. */
  frames(cohortId: CohortId): CaseFrame[];
}

export function createCohorts({ db }: Pick<Foundations, 'db'>): Cohorts {
  const contents = (schemaId: SchemaId, frames: readonly CaseFrame[]): CohortContents => {
    const cases = casesOf(frames);
    const bySite = Map.groupBy(cases, (one) => one.frames[0]?.site ?? '');
    const byClass = Map.groupBy(cases, (one) => one.classId);
    return {
      schemaId,
      cases: cases.length,
      patients: patientsIn(cases),
      sites: [...bySite]
        .map(([name, members]) => ({ name, cases: members.length, patients: patientsIn(members) }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
      classes: queries
        .classesOfSchema(db, schemaId)
        .map(({ id }) => ({ classId: id, cases: byClass.get(id)?.length ?? 0 }))
        .filter((one) => one.cases > 0),
      withoutMask: cases.filter((one) => one.frames.every(({ maskVersionId }) => maskVersionId === null))
        .length,
    };
  };

  const described = (row: queries.CohortRow): Cohort => ({
    id: row.id,
    name: row.name,
    ...contents(row.schemaId, queries.cohortFrames(db, row.id)),
  });

  const labelled = (schemaId: SchemaId, sites: readonly string[]): CaseFrame[] => {
    if (queries.classesOfSchema(db, schemaId).length === 0) {
      throw new LapidaryError(
        'schema-missing',
        'There is no such label schema, or it has no classes.',
        'Choose one of the schemas in the list.',
      );
    }
    return queries.labelledFramesOf(db, schemaId, sites.length === 0 ? null : sites);
  };

  return {
    list: () => queries.allCohorts(db).map(described),
    preview: (schemaId, sites) => contents(schemaId, labelled(schemaId, sites)),
    create({ name, schemaId, sites }, userId) {
      const row = { id: CohortId.parse(newId()), name, schemaId };
      db.transaction(() => {
        const frames = labelled(schemaId, sites);
        if (frames.length === 0) {
          throw new LapidaryError(
            'no-cases',
            'No finding of this schema has a label yet at the sites named.',
            'Label findings, or import a manifest with a label column, then make the cohort.',
          );
        }
        if (queries.cohortByName(db, name)) {
          throw new LapidaryError(
            'cohort-exists',
            'A cohort of this name exists already.',
            'Choose another name, or use the cohort that is there.',
          );
        }
        queries.insertCohort(db, row, new Set(frames.map(({ findingId }) => findingId)));
        recordEvent(db, userId, { kind: 'cohort.created', subjectKind: 'cohort', subjectId: row.id });
      });
      return described(row);
    },
    get(cohortId) {
      const row = queries.cohortById(db, cohortId);
      if (!row) {
        throw new LapidaryError(
          'cohort-missing',
          'There is no such cohort any more.',
          'Choose one of the cohorts in the list.',
        );
      }
      return described(row);
    },
    byName(name) {
      const row = queries.cohortByName(db, name);
      return row && described(row);
    },
    frames: (cohortId) => queries.cohortFrames(db, cohortId),
  };
}

function patientsIn(cases: readonly { readonly patientId: string }[]): number {
  return new Set(cases.map(({ patientId }) => patientId)).size;
}
