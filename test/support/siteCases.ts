import { newId } from '../../src-main/db/newId.ts';
import type { WritableDb } from '../../src-main/db/database.ts';
import { insertUser } from '../../src-main/users/users.queries.ts';
import { readSchemas } from '../../src-main/studies/schemas.queries.ts';
import { createRandom } from '../../src-shared/domain/random.ts';
import type { UserId } from '../../src-shared/domain/ids.ts';
import { addSchema, hash, insertFrames, insertPrediction, makeAdapters } from './siteRows.ts';

/** One answer over all frames that were asked at once. */
export interface MadePrediction {
  readonly adapter: number;
  readonly at: string;
  /** Frame by frame, by class. */
  readonly frames: readonly (readonly number[])[];
  /** Frames that the adapter would rather not answer. */
  readonly blurred: readonly boolean[];
}

/** A finding as it was made, in terms that a test can count by itself. Classes are places in their schema. */
export interface MadeFinding {
  readonly id: string;
  readonly schema: number;
  readonly scope: 'frame' | 'region';
  readonly site: number | null;
  readonly patient: number;
  readonly day: string;
  readonly signed: boolean;
  readonly reader: {
    readonly class: number;
    readonly by: number;
    readonly at: string;
    readonly blind: boolean | null;
  } | null;
  readonly laboratory: number | null;
  readonly second: { readonly class: number; readonly by: number; readonly revised: boolean } | null;
  readonly predictions: readonly MadePrediction[];
  /** Of adapters that were trained or validated on it. */
  readonly trained: readonly number[];
  readonly removed: boolean;
}

export interface MadeSite {
  readonly findings: readonly MadeFinding[];
  readonly schemaIds: readonly string[];
  readonly classIds: readonly (readonly string[])[];
  readonly siteIds: readonly string[];
  readonly adapterIds: readonly string[];
  readonly userIds: readonly UserId[];
}

const readers = 3;

/**
 * Studies of several sites with all that figures of a site are made of: labels with and without the prediction in sight,
 * laboratory results, predictions before and after the label, adapters and what trained them, signed readings, second
 * opinions, findings that were set aside.
 */
export function fillSite(
  db: WritableDb,
  owner: UserId,
  {
    studies,
    seed,
    signed = 0.4,
  }: { readonly studies: number; readonly seed: number; readonly signed?: number },
): MadeSite {
  const random = createRandom(seed);
  const chance = (share: number): boolean => random.uniform() < share;
  addSchema(db);
  const schemas = readSchemas(db, { kind: 'finding' }).slice(0, 2);
  const classes = schemas.map((schema) => schema.classes.slice(0, 6));
  const userIds = [
    owner,
    ...Array.from({ length: readers - 1 }, (_, i) => insertUser(db, `Reader ${i + 2}`).id),
  ];
  const siteIds = ['North', 'South'].map((name) => {
    const id = newId();
    db.run('INSERT INTO sites (id, name) VALUES (?, ?)', [id, `${name} ${id.slice(-4)}`]);
    return id;
  });
  const made = makeAdapters(
    db,
    owner,
    schemas.map(({ id }) => id),
  );
  const base = Date.UTC(2026, 0, 5, 9);
  const findings: MadeFinding[] = [];
  db.transaction(() => {
    for (let s = 0; s < studies; s++) {
      const patient = s >> 1;
      const patientId = made.patient(patient);
      const site = chance(0.2) ? null : random.below(2);
      const start = new Date(base + random.below(300) * 86_400_000);
      const performed = chance(0.9) ? start.toISOString().slice(0, 10) : null;
      const day = performed ?? localDay(start);
      const isSigned = chance(signed);
      const studyId = newId();
      db.run(
        `INSERT INTO studies (id, patient_id, site_id, performed_on, state, created_at, updated_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        [
          studyId,
          patientId,
          site === null ? null : (siteIds[site] ?? null),
          performed,
          isSigned ? 'signed' : 'in-review',
          start.toISOString(),
          start.toISOString(),
        ],
      );
      const frameIds = insertFrames(db, studyId, 4);
      const signedFindings: object[] = [];
      const count = 1 + random.below(3);
      for (let f = 0; f < count; f++) {
        const schema = chance(0.85) ? 0 : 1;
        const own = classes[schema] ?? [];
        const any = (): number => random.below(own.length);
        const truth = any();
        const guess = (right: number): number => (chance(right) ? truth : any());
        const at = (minutes: number): string =>
          new Date(start.getTime() + (f * 100 + minutes) * 60_000).toISOString();
        const id = newId();
        const scope = chance(0.8) ? 'region' : 'frame';
        const removed = chance(0.05);
        db.run(
          `INSERT INTO findings (id, study_id, scope, schema_id, number, created_at, removed_at)
           VALUES (?, ?, ?, ?, ?, ?, ?)`,
          [id, studyId, scope, schemas[schema]?.id ?? '', f + 1, at(0), removed ? at(90) : null],
        );
        const frames = 1 + random.below(2);
        const predictions = [10, 30].flatMap((minutes): MadePrediction[] => {
          if (!chance(0.7)) return [];
          const peak = guess(0.75);
          return [
            {
              adapter: schema === 1 ? 2 : random.below(2),
              at: at(minutes),
              blurred: Array.from({ length: frames }, () => chance(0.2)),
              frames: Array.from({ length: frames }, () => {
                const raw = own.map((_, k) => (k === peak ? random.between(1, 8) : random.between(0.1, 2)));
                const sum = raw.reduce((total, share) => total + share, 0);
                return raw.map((share) => share / sum);
              }),
            },
          ];
        });
        for (const { adapter, at: madeAt, frames: answered, blurred } of predictions) {
          for (const [i, shares] of answered.entries()) {
            insertPrediction(db, {
              findingId: id,
              frameId: frameIds[i] ?? '',
              adapterId: made.adapterIds[adapter] ?? '',
              at: madeAt,
              sharpness: blurred[i] === true ? -1 : 0.5,
              shares: shares.map((share, k) => [own[k]?.id ?? '', share] as const),
            });
          }
        }
        const label = (
          source: string,
          place: number | null,
          minutes: number,
          by: number,
          blind: boolean | null,
        ) =>
          db.run(
            `INSERT INTO labels (id, finding_id, class_id, source, created_by, created_at, blind)
             VALUES (?, ?, ?, ?, ?, ?, ?)`,
            [
              newId(),
              id,
              place === null ? null : (own[place]?.id ?? null),
              source,
              userIds[by] ?? owner,
              at(minutes),
              blind === null ? null : Number(blind),
            ],
          );
        if (chance(0.2)) label('manifest', any(), 1, 0, null);
        if (chance(0.2)) label('reader', any(), 2, 0, true);
        const by = random.below(readers);
        const minutes = chance(0.5) ? 20 : 40;
        const blind = chance(0.2) ? null : chance(0.5);
        const isRead = chance(0.85);
        const place = guess(0.85);
        if (isRead) label('reader', place, minutes, by, blind);
        else label('reader', null, minutes, by, null);
        const laboratory = chance(0.4) ? truth : null;
        if (chance(0.1)) label('laboratory', any(), 50, 0, null);
        label('laboratory', laboratory, 51, 0, null);
        const secondBy = (by + 1 + random.below(readers - 1)) % readers;
        const opined = chance(0.3) ? { class: guess(0.8), before: chance(0.2) ? any() : null } : null;
        const second =
          opined === null
            ? null
            : {
                class: opined.class,
                by: secondBy,
                revised: opined.before !== null && opined.before !== opined.class,
              };
        const opinion = (who: number, of: number | null) =>
          db.run(
            `INSERT INTO second_opinions (id, finding_id, class_id, reader_id, created_at) VALUES (?, ?, ?, ?, ?)`,
            [newId(), id, of === null ? null : (own[of]?.id ?? null), userIds[who] ?? owner, at(60)],
          );
        // Opinions that count for nothing: taken back, changed, and the reader's own from before they took over.
        if (opined !== null) {
          if (opined.before !== null) opinion(secondBy, opined.before);
          opinion(secondBy, opined.class);
        } else if (chance(0.2)) {
          opinion(secondBy, any());
          opinion(secondBy, null);
        }
        if (chance(0.1)) opinion(by, any());
        const trained = [0, 1, 2].filter(() => chance(0.08));
        for (const adapter of trained) made.train(adapter, id, frameIds[0] ?? '', patient, own[0]?.id ?? '');
        if (chance(0.05)) made.test(0, id, frameIds[1] ?? '', patient, own[0]?.id ?? '');
        findings.push({
          id,
          schema,
          scope,
          site,
          patient,
          day,
          signed: isSigned,
          reader: isRead ? { class: place, by, at: at(minutes), blind } : null,
          laboratory,
          second,
          predictions,
          trained,
          removed,
        });
        const last = predictions.at(-1);
        signedFindings.push({
          id,
          number: f + 1,
          schema: schemas[schema]?.name ?? '',
          scope,
          frames: frameIds.map((frameId, i) => ({ frameId, number: i + 1, pixels: 100, view: null })),
          note: 'x'.repeat(120),
          prediction:
            last === undefined || removed
              ? null
              : {
                  classes: own
                    .map(({ code, name }, k) => ({ code, name, probability: last.frames[0]?.[k] ?? 0 }))
                    .sort((a, b) => b.probability - a.probability),
                  frames: 1,
                  stale: [],
                  abstained: last.blurred[0] === true ? ['blur'] : [],
                  adapterId: made.adapterIds[last.adapter],
                  at: last.at,
                },
        });
      }
      if (isSigned) {
        db.run(
          `INSERT INTO signatures (id, study_id, version, reading, sha256, signed_by, signed_at)
           VALUES (?, ?, 1, ?, ?, ?, ?)`,
          [
            newId(),
            studyId,
            JSON.stringify({ form: 1, findings: signedFindings }),
            hash(s),
            owner,
            start.toISOString(),
          ],
        );
        db.run('UPDATE studies SET locked = 1 WHERE id = ?', [studyId]);
      }
    }
  });
  return {
    findings,
    schemaIds: schemas.map(({ id }) => id),
    classIds: schemas.map((schema) => schema.classes.map(({ id }) => id)),
    siteIds,
    adapterIds: made.adapterIds,
    userIds,
  };
}

/** As SQLite's `date(…, 'localtime')` tells it. */
function localDay(date: Date): string {
  const pad = (n: number): string => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}
