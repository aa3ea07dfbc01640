import type { LabelSchema } from '../../src-shared/contract/schemas.contract.ts';
import type { SiteFigures, SiteFilter } from '../../src-shared/contract/siteFigures.ts';
import type { FindingId, UserId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb } from '../db/database.ts';
import type { Foundations } from '../foundations.ts';
import { readSchemas } from '../studies/schemas.queries.ts';
import { countedPredictions } from './countedPredictions.ts';
import { createSignedAnswers, type ReadSignedAnswers } from './signedAnswers.ts';
import { schemaFigures, type SiteCase } from './siteCases.ts';
import * as queries from './siteFigures.queries.ts';

/** What a site's cases come to. Counted anew at each call, from what the database holds then. */
export type ReadSiteFigures = (filter: SiteFilter) => SiteFigures;

export function createSiteFigures({ db }: Pick<Foundations, 'db'>): ReadSiteFigures {
  const signedAnswers = createSignedAnswers(db);
  return (filter) => {
    const isWithin = (day: string): boolean =>
      (filter.from === null || day >= filter.from) && (filter.to === null || day <= filter.to);
    const schemas = readSchemas(db, { kind: 'finding' });
    const cases = readCases(db, signedAnswers, filter, isWithin, schemas);
    const sites = queries.siteNames(db);
    return {
      weeks: weeksOf(queries.studyTimes(db, filter.siteId), isWithin),
      schemas: schemas
        .map((schema) => ({ schema, members: cases.filter(({ schemaId }) => schemaId === schema.id) }))
        .filter(({ members }) => members.length > 0)
        .sort((a, b) => b.members.length - a.members.length)
        .map(({ schema, members }) => schemaFigures(schema, members, sites)),
    };
  };
}

function readCases(
  db: ReadableDb,
  signedAnswers: ReadSignedAnswers,
  filter: SiteFilter,
  isWithin: (day: string) => boolean,
  schemas: readonly LabelSchema[],
): SiteCase[] {
  const findings = queries.findingRows(db, filter).filter((finding) => isWithin(dayOf(finding)));
  const ids = findings.map(({ id }) => id);
  // Of each the newest, which may have taken the one before back.
  const labels = {
    reader: new Map<FindingId, queries.LabelRow>(),
    laboratory: new Map<FindingId, queries.LabelRow>(),
  };
  for (const label of queries.labelRows(db, ids)) {
    const known = labels[label.source].get(label.findingId);
    if (known === undefined || known.id < label.id) labels[label.source].set(label.findingId, label);
  }
  const opinions = Map.groupBy(queries.opinionRows(db, ids), ({ findingId }) => findingId);
  const labelOf = (id: FindingId): queries.LabelRow | null => {
    const label = labels.reader.get(id);
    return label === undefined || label.classId === null ? null : label;
  };
  const predictions = countedPredictions(
    db,
    signedAnswers,
    findings.map(({ id, schemaId, studyId, locked }) => ({
      id,
      schemaId,
      studyId,
      locked,
      readAt: labelOf(id)?.at ?? null,
    })),
    schemas,
  );
  const trained = queries.trainedOn(db, [
    ...new Set([...predictions.values()].map(({ adapterId }) => adapterId)),
  ]);
  return findings.map((finding): SiteCase => {
    const { id, schemaId, scope, siteId, patientId } = finding;
    const label = labelOf(id);
    const prediction = predictions.get(id) ?? null;
    const known = prediction === null ? undefined : trained.get(prediction.adapterId);
    const second = label === null ? notReadTwice : secondOpinion(opinions.get(id), label.by);
    // Named one by one: copies of rows made up a good part of what the figures take.
    return {
      schemaId,
      scope,
      siteId,
      day: dayOf(finding),
      readerClassId: label?.classId ?? null,
      laboratoryClassId: labels.laboratory.get(id)?.classId ?? null,
      sight: sightOf(label?.blind ?? null),
      prediction,
      excluded: prediction === null ? null : whyExcluded(known, id),
      samePatient: known?.patients.has(patientId) ?? false,
      secondClassId: second.secondClassId,
      secondRevised: second.secondRevised,
    };
  });
}

const dayOf = ({ performedOn, createdAt }: queries.FindingRow): string => performedOn ?? localDay(createdAt);

const notReadTwice = { secondClassId: null, secondRevised: false };

const sightOf = (blind: 0 | 1 | null): SiteCase['sight'] =>
  blind === null ? 'unknown' : blind === 1 ? 'blind' : 'sighted';

function whyExcluded(adapter: queries.Trained | undefined, findingId: FindingId): SiteCase['excluded'] {
  if (adapter === undefined) return 'adapterGone';
  return adapter.findings.has(findingId) ? 'seen' : null;
}

/** Of what others than the reader say now, the newest. */
function secondOpinion(
  opinions: readonly queries.OpinionRow[] | undefined,
  reader: UserId,
): Pick<SiteCase, 'secondClassId' | 'secondRevised'> {
  if (opinions === undefined) return notReadTwice;
  const said = opinions.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const newest = [...Map.groupBy(said, ({ readerId }) => readerId)]
    .filter(([readerId, said]) => readerId !== reader && said.at(-1)?.classId !== null)
    .map(([, said]) => said)
    .reduce<readonly queries.OpinionRow[]>(
      (best, said) => ((best.at(-1)?.id ?? '') > (said.at(-1)?.id ?? '') ? best : said),
      [],
    );
  const classIds = newest.flatMap(({ classId }) => classId ?? []);
  return { secondClassId: classIds.at(-1) ?? null, secondRevised: new Set(classIds).size > 1 };
}

function weeksOf(
  times: ReturnType<typeof queries.studyTimes>,
  isWithin: (day: string) => boolean,
): SiteFigures['weeks'] {
  const weeks = new Map<string, { week: string; added: number; signed: number }>();
  const days = Map.groupBy(times, ({ at }) => localDay(at));
  for (const [day, members] of days) {
    if (!isWithin(day)) continue;
    const week = mondayOf(day);
    const found = weeks.get(week) ?? { week, added: 0, signed: 0 };
    for (const { what } of members) found[what] += 1;
    weeks.set(week, found);
  }
  return [...weeks.values()].sort((a, b) => (a.week < b.week ? -1 : 1));
}

/** The day that a point in time falls on where the workstation is. */
function localDay(at: string): string {
  const date = new Date(at);
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0'));
  return `${date.getFullYear()}-${month}-${day}`;
}

/** The Monday on or before a day. */
function mondayOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}
