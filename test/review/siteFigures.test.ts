import { describe, expect, it } from 'vitest';
import { newId } from '../../src-main/db/newId.ts';
import { createSiteFigures } from '../../src-main/review/siteFigures.service.ts';
import { SiteFigures, SiteFilter } from '../../src-shared/contract/siteFigures.ts';
import type { SchemaFigures, Share } from '../../src-shared/contract/siteFigures.ts';
import { openTestDatabase } from '../support/database.ts';
import { fillSite } from '../support/siteCases.ts';
import type { MadeFinding, MadePrediction, MadeSite } from '../support/siteCases.ts';

/** A prediction that counts, told from how the finding was made. */
interface Counted {
  readonly finding: MadeFinding;
  readonly adapter: number;
  readonly class: number;
  readonly confidence: number;
  readonly abstained: boolean;
  readonly later: boolean;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function best(shares: readonly number[]): number {
  return shares.indexOf(Math.max(...shares));
}

/** Frames that were answered again are answered anew; where the newer prediction has fewer, the older one's stay. */
function latestOf(predictions: readonly MadePrediction[]): {
  frames: number[][];
  blurred: boolean[];
  adapter: number;
} {
  const newest = predictions.at(-1);
  if (newest === undefined) throw new Error('nothing was predicted');
  const alike = predictions.filter(({ adapter }) => adapter === newest.adapter);
  const taken = newest.frames.map((shares) => [...shares]);
  const blurred = [...newest.blurred];
  for (const older of alike.toReversed()) {
    for (let i = taken.length; i < older.frames.length; i++) {
      taken.push([...(older.frames[i] ?? [])]);
      blurred.push(older.blurred[i] ?? false);
    }
  }
  return { frames: taken, blurred, adapter: newest.adapter };
}

function count(finding: MadeFinding): Counted | undefined {
  const { predictions, reader, signed } = finding;
  const last = predictions.at(-1);
  if (last === undefined) return undefined;
  if (signed) {
    const shares = last.frames[0] ?? [];
    return {
      finding,
      adapter: last.adapter,
      class: best(shares),
      confidence: Math.max(...shares),
      abstained: last.blurred[0] === true,
      later: reader !== null && last.at > reader.at,
    };
  }
  const before = reader === null ? predictions : predictions.filter(({ at }) => at <= reader.at);
  const later = before.length === 0;
  const { frames, blurred, adapter } = latestOf(later ? predictions : before);
  const logs = (frames[0] ?? []).map((_, k) => mean(frames.map((shares) => Math.log(shares[k] ?? 0))));
  const weights = logs.map((log) => Math.exp(log));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const chosen = best(weights);
  const agreeing = frames.filter((shares) => best(shares) === chosen).length / frames.length;
  return {
    finding,
    adapter,
    class: chosen,
    confidence: (weights[chosen] ?? 0) / sum,
    abstained: agreeing < 2 / 3 || blurred.filter(Boolean).length * 2 >= frames.length,
    later,
  };
}

const counts = ({ count: some, of }: Share): [number, number] => [some, of];
const tally = (list: readonly boolean[]): [number, number] => [list.filter(Boolean).length, list.length];
const sights = { blind: true, sighted: false, unknown: null } as const;
type Sight = keyof typeof sights;
const sightNames = Object.keys(sights) as Sight[];

async function madeSite(options: { studies: number; seed: number; signed?: number }) {
  const { db, user } = await openTestDatabase();
  const site = fillSite(db, user, options);
  const read = createSiteFigures({ db });
  return { db, site, figures: (filter: object = {}) => SiteFigures.parse(read(SiteFilter.parse(filter))) };
}

const ofSchema = (figures: SiteFigures, site: MadeSite, schema: number): SchemaFigures => {
  const found = figures.schemas.find(({ schemaId }) => schemaId === site.schemaIds[schema]);
  if (found === undefined) throw new Error('the schema has no figures');
  return found;
};

/** Holds all figures of a schema against a count of the findings as they were made. */
function compare(found: SchemaFigures, site: MadeSite, all: readonly MadeFinding[]): void {
  const findings = all.filter(({ removed }) => !removed);
  const counted = findings.flatMap((finding) => count(finding) ?? []);
  const usable = counted.filter(({ finding, adapter }) => !finding.trained.includes(adapter));
  expect(found.findings).toBe(findings.length);
  expect(found.predicted).toBe(usable.length);
  expect(found.excluded).toEqual({ seen: counted.length - usable.length, adapterGone: 0 });
  const trainedPatients = new Set(
    site.findings.flatMap(({ patient, trained }) => trained.map((adapter) => `${adapter} ${patient}`)),
  );
  expect(found.samePatient).toBe(
    usable.filter(({ adapter, finding }) => trainedPatients.has(`${adapter} ${finding.patient}`)).length,
  );
  const readAs = (sight: Sight, list: readonly Counted[] = usable) =>
    list.filter(({ finding }) => finding.reader !== null && finding.reader.blind === sights[sight]);
  const confirmedBy = (list: readonly Counted[]) => list.filter(({ finding }) => finding.laboratory !== null);
  const shares = (list: readonly Counted[]) => ({
    ...Object.fromEntries(
      sightNames.map((sight) => [
        sight,
        tally(readAs(sight, list).map((one) => one.class === one.finding.reader?.class)),
      ]),
    ),
    laboratory: tally(confirmedBy(list).map((one) => one.class === one.finding.laboratory)),
  });
  const told = (one: Record<Sight | 'laboratory', Share>) => ({
    blind: counts(one.blind),
    sighted: counts(one.sighted),
    unknown: counts(one.unknown),
    laboratory: counts(one.laboratory),
  });
  for (const sight of sightNames) {
    const judged = readAs(sight);
    const { share, later, confusion, sensitivity } = found.reader[sight];
    expect(counts(share)).toEqual(tally(judged.map((one) => one.class === one.finding.reader?.class)));
    expect(later).toBe(judged.filter((one) => one.later).length);
    confusion.forEach((row, i) => {
      row.forEach((n, j) => {
        expect(n).toBe(judged.filter((one) => one.finding.reader?.class === i && one.class === j).length);
      });
    });
    sensitivity.forEach((share, k) => {
      expect(counts(share)).toEqual(
        tally(judged.filter((one) => one.finding.reader?.class === k).map((one) => one.class === k)),
      );
    });
    expect(counts(found.readerConfirmed[sight])).toEqual(
      tally(
        findings
          .filter(({ reader, laboratory }) => reader?.blind === sights[sight] && laboratory !== null)
          .map(({ reader, laboratory }) => reader?.class === laboratory),
      ),
    );
  }
  expect(counts(found.laboratory.share)).toEqual(
    tally(confirmedBy(usable).map((one) => one.class === one.finding.laboratory)),
  );
  for (const { siteId, predicted, ...rest } of found.sites) {
    const place = siteId === null ? null : site.siteIds.indexOf(siteId);
    const here = usable.filter(({ finding }) => finding.site === place);
    expect(predicted).toBe(here.length);
    expect(told(rest)).toEqual(shares(here));
  }
  expect(found.sites.reduce((sum, { predicted }) => sum + predicted, 0)).toBe(usable.length);
  for (const { scope, ...rest } of found.scopes) {
    expect(told(rest)).toEqual(shares(usable.filter(({ finding }) => finding.scope === scope)));
  }
  expect(found.months.map(({ month }) => month)).toEqual(
    [...new Set(usable.map(({ finding }) => finding.day.slice(0, 7)))].sort(),
  );
  for (const { month, ...rest } of found.months) {
    expect(told(rest)).toEqual(shares(usable.filter(({ finding }) => finding.day.startsWith(month))));
  }
  const judged = usable.filter(({ finding }) => finding.laboratory !== null || finding.reader !== null);
  expect(found.calibration.cases).toBe(judged.length);
  expect(found.calibration.by.laboratory).toBe(confirmedBy(judged).length);
  if (judged.length >= 20) expect(found.calibration.error).toBeCloseTo(calibrationError(judged), 9);
  else expect(found.calibration.error).toBeNull();
  expect(counts(found.abstained)).toEqual(tally(usable.map(({ abstained }) => abstained)));
  const pairs = findings.flatMap(({ reader, second }) =>
    reader === null || second === null || second.revised ? [] : [[reader.class, second.class] as const],
  );
  expect(found.second.revised).toBe(
    findings.filter(({ reader, second }) => reader !== null && second?.revised === true).length,
  );
  expect(counts(found.second.agreement)).toEqual(tally(pairs.map(([a, b]) => a === b)));
  found.second.table.forEach((row, i) => {
    row.forEach((n, j) => {
      expect(n).toBe(pairs.filter(([a, b]) => a === i && b === j).length);
    });
  });
}

function calibrationError(judged: readonly Counted[]): number {
  const sorted = judged
    .map(({ finding, class: said, confidence }) => ({
      confidence,
      right: said === (finding.laboratory ?? finding.reader?.class),
    }))
    .sort((a, b) => a.confidence - b.confidence);
  const bins = Math.min(15, Math.floor(sorted.length / 20));
  let error = 0;
  for (let bin = 0; bin < bins; bin++) {
    const members = sorted.slice(
      Math.floor((bin * sorted.length) / bins),
      Math.floor(((bin + 1) * sorted.length) / bins),
    );
    error += Math.abs(members.reduce((sum, { confidence, right }) => sum + confidence - Number(right), 0));
  }
  return error / sorted.length;
}

describe('the figures of a site', () => {
  it.each([1, 2, 3])('are those of a count by hand, over a random site (%i)', async (seed) => {
    const { site, figures } = await madeSite({ studies: 120, seed });
    const all = figures();
    for (const schema of [0, 1]) {
      compare(
        ofSchema(all, site, schema),
        site,
        site.findings.filter((finding) => finding.schema === schema),
      );
    }
  });

  it('are of what the filter leaves', async () => {
    const { site, figures } = await madeSite({ studies: 120, seed: 4 });
    const own = site.findings.filter(({ schema }) => schema === 0);
    const within = (filter: object, kept: (finding: MadeFinding) => boolean): void => {
      const found = figures({ schemaId: site.schemaIds[0], ...filter });
      expect(found.schemas).toHaveLength(1);
      compare(ofSchema(found, site, 0), site, own.filter(kept));
    };
    within({ from: '2026-03-01', to: '2026-06-30' }, ({ day }) => day >= '2026-03-01' && day <= '2026-06-30');
    within({ scope: 'frame' }, ({ scope }) => scope === 'frame');
    within({ siteId: site.siteIds[1] }, (finding) => finding.site === 1);
  });

  it('leave findings out that the adapter was trained on, and tell how many', async () => {
    const { db, site, figures } = await madeSite({ studies: 60, seed: 5 });
    const before = ofSchema(figures(), site, 0);
    expect(before.excluded.seen).toBeGreaterThan(0);
    // Trained on all there is: nothing is left to judge it by.
    db.run(
      `INSERT OR IGNORE INTO split_cases (split_id, finding_id, frame_id, part, class_id, patient_id)
       SELECT r.split_id, f.id, fr.id, 'validation', c.id, s.patient_id
       FROM tuning_runs r, findings f JOIN studies s ON s.id = f.study_id JOIN series se ON se.study_id = s.id
       JOIN frames fr ON fr.series_id = se.id AND fr.position = 3
       JOIN label_classes c ON c.schema_id = f.schema_id
       GROUP BY r.id, f.id`,
    );
    const after = ofSchema(figures(), site, 0);
    expect(after.predicted).toBe(0);
    expect(after.excluded.seen).toBe(before.excluded.seen + before.predicted);
    expect([after.laboratory.share, after.abstained, after.calibration.cases, after.months]).toEqual([
      { count: 0, of: 0, rate: null },
      { count: 0, of: 0, rate: null },
      0,
      [],
    ]);
    // Two readers do not need a prediction.
    expect(after.second).toEqual(before.second);
  });

  it('leave out what was signed of an adapter that is gone', async () => {
    const { db, site, figures } = await madeSite({ studies: 40, seed: 6, signed: 1 });
    const before = ofSchema(figures(), site, 0);
    db.run('DELETE FROM adapters');
    const after = ofSchema(figures(), site, 0);
    expect(after.excluded).toEqual({ seen: 0, adapterGone: before.predicted + before.excluded.seen });
    expect(after.predicted).toBe(0);
  });

  it('never add up labels given blind and in sight of the prediction', async () => {
    const { db, site, figures } = await madeSite({ studies: 60, seed: 7, signed: 0 });
    const before = ofSchema(figures(), site, 0).reader;
    db.run(`UPDATE labels SET blind = 0 WHERE source = 'reader' AND blind = 1`);
    const after = ofSchema(figures(), site, 0).reader;
    expect(before.blind.share.of).toBeGreaterThan(0);
    expect(after.blind.share.of).toBe(0);
    expect(after.sighted.share.of).toBe(before.sighted.share.of + before.blind.share.of);
    expect(after.unknown).toEqual(before.unknown);
  });

  it('are the same when they are asked again, and follow what is signed later', async () => {
    const { db, site, figures } = await madeSite({ studies: 60, seed: 9, signed: 1 });
    const before = figures();
    expect(figures()).toEqual(before);
    const signed = db.all<{ studyId: string; reading: string; by: string; at: string }>(
      'SELECT study_id AS studyId, reading, signed_by AS by, signed_at AS at FROM signatures',
    );
    for (const { studyId, reading, by, at } of signed) {
      db.run(
        `INSERT INTO signatures (id, study_id, version, reading, sha256, signed_by, signed_at, reason)
         VALUES (?, ?, 2, ?, ?, ?, ?, 'again')`,
        [
          newId(),
          studyId,
          reading.replaceAll('"abstained":[]', '"abstained":["blur"]'),
          'f'.repeat(64),
          by,
          at,
        ],
      );
    }
    const after = ofSchema(figures(), site, 0);
    expect(ofSchema(before, site, 0).abstained.count).toBeLessThan(after.predicted);
    expect(after.abstained.count).toBe(after.predicted);
  });

  it('count studies by weeks that begin on Mondays', async () => {
    const { db, figures } = await madeSite({ studies: 30, seed: 8 });
    const { weeks } = figures();
    const sum = (what: 'added' | 'signed') => weeks.reduce((total, week) => total + week[what], 0);
    expect(sum('added')).toBe(30);
    expect(sum('signed')).toBe(db.get<{ n: number }>('SELECT count(*) AS n FROM signatures')?.n);
    for (const { week } of weeks) expect(new Date(`${week}T00:00:00Z`).getUTCDay()).toBe(1);
    const [first] = weeks;
    const sunday = new Date(`${first?.week}T00:00:00Z`);
    sunday.setUTCDate(sunday.getUTCDate() + 6);
    expect(figures({ from: first?.week, to: sunday.toISOString().slice(0, 10) }).weeks).toEqual([first]);
  });

  it('are empty of an empty site', async () => {
    const { db } = await openTestDatabase();
    expect(createSiteFigures({ db })(SiteFilter.parse({}))).toEqual({ weeks: [], schemas: [] });
  });
});
