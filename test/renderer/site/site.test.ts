import { describe, expect, it, vi } from 'vitest';
import { ChangeFeed } from '../../../src-renderer/lib/changes.ts';
import { shareText, shareWords } from '../../../src-renderer/workspaces/site/figureWords.ts';
import { firstDay, Site } from '../../../src-renderer/workspaces/site/site.svelte.ts';
import { siteCsv } from '../../../src-renderer/workspaces/site/siteCsv.ts';
import { everyWeek, monthsBetween } from '../../../src-renderer/workspaces/site/timeline.ts';
import type { SchemaFigures, Share, SiteFigures } from '../../../src-shared/contract/siteFigures.ts';
import type { ClassId, SchemaId, SiteId } from '../../../src-shared/domain/ids.ts';

const share = (count: number, of: number): Share => ({
  count,
  of,
  rate: of < 5 ? null : { share: count / of, low: 0.1, high: 0.9 },
});
const none = share(0, 0);
const agreement = {
  share: share(4, 6),
  later: 1,
  confusion: [
    [4, 1],
    [1, 0],
  ],
  sensitivity: [share(4, 5), share(0, 1)],
};
const noAgreement = {
  share: none,
  later: 0,
  confusion: [
    [0, 0],
    [0, 0],
  ],
  sensitivity: [none, none],
};
const byLabel = { blind: none, sighted: none, unknown: none };
const calibration = { error: null, cases: 6, by: { blind: 0, sighted: 0, unknown: 0, laboratory: 6 } };

const schema = (id: string, findings: number): SchemaFigures => ({
  schemaId: id as SchemaId,
  classIds: ['a' as ClassId, 'b' as ClassId],
  findings,
  predicted: 6,
  excluded: { seen: 2, adapterGone: 0 },
  samePatient: 0,
  reader: { blind: noAgreement, sighted: noAgreement, unknown: noAgreement },
  laboratory: agreement,
  readerConfirmed: byLabel,
  sites: [{ siteId: 's' as SiteId, name: '=cmd|"x"', predicted: 6, ...byLabel, laboratory: share(4, 6) }],
  scopes: [],
  months: [{ month: '2026-11', ...byLabel, laboratory: share(4, 6), calibration }],
  calibration,
  abstained: share(1, 6),
  second: {
    agreement: none,
    revised: 0,
    kappa: null,
    table: [
      [0, 0],
      [0, 0],
    ],
  },
});

function bench() {
  const asked: object[] = [];
  const answers: ((figures: SiteFigures) => void)[] = [];
  const changes = new ChangeFeed();
  const client = {
    review: {
      site: (filter: object) => {
        asked.push(filter);
        return new Promise<SiteFigures>((resolve) => answers.push(resolve));
      },
    },
    studies: { sites: async () => [] },
  };
  const ground = { client, changes } as unknown as ConstructorParameters<typeof Site>[0];
  const site = new Site(ground, () => new Date(2026, 10, 27));
  return { site, asked, answers, changes };
}
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('the figures on the page', () => {
  it('are those of the latest question, whichever answer comes last', async () => {
    const { site, asked, answers } = bench();
    void site.read();
    site.choose({ period: 'year', scope: 'frame' });
    expect(asked).toEqual([
      { from: null, siteId: null, scope: null },
      { from: '2025-11-28', siteId: null, scope: 'frame' },
    ]);
    answers[1]?.({ weeks: [], schemas: [schema('late', 9)] });
    await settle();
    answers[0]?.({ weeks: [], schemas: [schema('early', 9)] });
    await settle();
    expect(site.schema?.schemaId).toBe('late');
    expect([site.narrowed, site.reading]).toEqual([true, false]);
    site.chooseAll();
    expect(site.narrowed).toBe(false);
  });

  it('show the schema that was chosen as long as it has findings, else the one with most', async () => {
    const { site, answers } = bench();
    void site.read();
    answers[0]?.({ weeks: [], schemas: [schema('most', 9), schema('few', 2)] });
    await settle();
    expect(site.schema?.schemaId).toBe('most');
    site.showSchema('few' as SchemaId);
    expect(site.schema?.schemaId).toBe('few');
    site.choose({ scope: 'region' });
    answers[1]?.({ weeks: [], schemas: [schema('most', 9)] });
    await settle();
    expect(site.schema?.schemaId).toBe('most');
  });

  it('are asked for again when what they are made of changes, once for a burst', () => {
    vi.useFakeTimers();
    const { site, asked, changes } = bench();
    const dispose = site.start();
    changes.announce({ topic: 'labels', id: null });
    changes.announce({ topic: 'predictions', id: null });
    vi.advanceTimersByTime(2000);
    expect(asked).toHaveLength(2);
    dispose();
    changes.announce({ topic: 'labels', id: null });
    vi.advanceTimersByTime(2000);
    expect(asked).toHaveLength(2);
    vi.useRealTimers();
  });

  it('are no rates of few cases', () => {
    expect([none, share(2, 4), share(4, 5)].map(shareText)).toEqual(['–', '2 of 4', '80%']);
    expect(shareWords(share(4, 5))).toBe('80%, 95% interval 10% to 90%, 5 cases');
  });

  it('begin with a day after the same day so many months ago', () => {
    expect(firstDay('quarter', new Date(2026, 0, 15))).toBe('2025-10-16');
    expect(firstDay('all', new Date(2026, 0, 15))).toBeNull();
  });
});

describe('time on the page', () => {
  it('has no gaps, and ends with the newest', () => {
    expect(monthsBetween(['2026-02', '2025-11'])).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(monthsBetween(['1900-01', '2026-02'])).toHaveLength(24);
    expect(monthsBetween([])).toEqual([]);
    // The clocks are set back in between.
    const weeks = everyWeek([
      { week: '2026-10-19', added: 1, signed: 0 },
      { week: '2026-11-02', added: 0, signed: 2 },
    ]);
    expect(weeks.map(({ week, added, signed }) => [week, added, signed])).toEqual([
      ['2026-10-19', 1, 0],
      ['2026-10-26', 0, 0],
      ['2026-11-02', 0, 2],
    ]);
  });
});

describe('the figures as CSV', () => {
  it('say everything in lines of one width, with nothing that a spreadsheet would run', () => {
    const names = { schema: () => 'Stones, all', code: (id: ClassId) => id };
    const text = siteCsv(
      { weeks: [{ week: '2026-11-23', added: 3, signed: 1 }], schemas: [schema('x', 9)] },
      names,
    );
    const lines = text.trimEnd().split('\r\n');
    expect(lines[0]).toBe('schema,figure,group,reference,class,predicted,count,of,value,low,high');
    expect(lines).toContain(',studies added,2026-11-23,,,,3,,,,');
    expect(lines).toContain(`"Stones, all",agreement,,laboratory,,,4,6,${4 / 6},0.1,0.9`);
    expect(lines).toContain('"Stones, all",confusion,,laboratory,a,b,1,,,,');
    expect(lines).toContain('"Stones, all",left out: trained on,,,,,2,,,,');
    const cells = (line: string): number => line.replaceAll(/"(?:[^"]|"")*"/g, '').split(',').length;
    expect(new Set(lines.map(cells))).toEqual(new Set([11]));
    expect(text).not.toMatch(/(^|,)"?[=+@-]/m);
  });
});
