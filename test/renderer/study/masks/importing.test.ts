import { describe, expect, it, vi } from 'vitest';
import type { Job } from '../../../../src-shared/contract/jobs.contract.ts';
import type {
  InspectedMask,
  MaskImportInspection,
  MaskImportMapping,
} from '../../../../src-shared/contract/masks.contract.ts';
import { LapidaryError } from '../../../../src-shared/domain/errors.ts';
import type { ClassId, FrameId, SchemaId, StudyId } from '../../../../src-shared/domain/ids.ts';
import type { Picked } from '../../../../src-renderer/lib/picked.ts';
import { fateOf } from '../../../../src-renderer/workspaces/study/masks/importMapping.ts';
import { MaskImport } from '../../../../src-renderer/workspaces/study/masks/maskImport.svelte.ts';

const stone = 'class-stone' as ClassId;
const fibre = 'class-fibre' as ClassId;
const file = (path: string): Picked => ({ path, file: new File(['x'], path) });

function inspected(name: string, values: number[], change: Partial<InspectedMask> = {}): InspectedMask {
  return {
    file: name,
    frameId: `frame-${name}` as FrameId,
    number: 3,
    matchedBy: 'source-name',
    masked: false,
    width: 8,
    height: 8,
    values,
    moreValues: false,
    lossy: false,
    problem: null,
    ...change,
  };
}

type Page = Omit<MaskImportInspection, 'next'>;

/** A workstation that finds these pages in a tray, and a job that ends when it is told to. */
function bench(pages: Page[]) {
  const calls: string[] = [];
  const asked: { rename: unknown; offset: number; schemaId: string | null }[] = [];
  const started: { mapping: MaskImportMapping; replace: string; trayId: string }[] = [];
  let trays = 0;
  let end: (job: Job) => void = () => undefined;
  const host = { hold: null as Promise<void> | null, refuse: '' };
  const app = {
    schemas: [
      {
        id: 'schema' as SchemaId,
        kind: 'mask',
        name: 'Stones',
        version: 1,
        classes: [{ id: stone }, { id: fibre }],
      },
    ],
    client: {
      imports: { openTray: async () => ({ trayId: `tray-${++trays}` }) },
      masks: {
        inspectImport: async (question: (typeof asked)[number]) => {
          asked.push(structuredClone(question));
          await host.hold;
          const page = pages[question.offset / 100];
          if (page === undefined) throw new LapidaryError('mask-files', 'None.', 'Choose others.');
          return {
            ...page,
            next: pages[question.offset / 100 + 1] === undefined ? null : question.offset + 100,
          };
        },
        startImport: async (request: (typeof started)[number]) => {
          started.push(structuredClone(request));
          return { jobId: 'job' };
        },
        importReport: async () => ({ stored: 1, kept: 0, refused: [], notes: [] }),
      },
    },
    media: {
      putIntoTray: async (trayId: string, path: string, _: Blob, signal: AbortSignal) => {
        await new Promise((resolve) => setTimeout(resolve, 2));
        signal.throwIfAborted();
        if (path === host.refuse) throw new LapidaryError('too-large', 'Too large.', 'Make it smaller.');
        calls.push(`${trayId}/${path}`);
      },
    },
    jobs: {
      get: () => undefined,
      ended: () => new Promise<Job>((resolve) => (end = resolve)),
      cancel: async (id: string) => calls.push(`cancel ${id}`),
    },
  } as unknown as ConstructorParameters<typeof MaskImport>[0];
  const exchange = new MaskImport(app, 'study' as StudyId, () => null);
  return {
    exchange,
    calls,
    asked,
    started,
    host,
    finish: (state: Job['state']) => end({ state, error: null } as Job),
  };
}

const labelMaps = (
  files: InspectedMask[],
  values: Page['values'],
  needs: Page['needs'] = 'values',
): Page => ({
  kind: 'label-maps',
  total: 2,
  files,
  values,
  needs,
});
const value = (of: number, suggested: ClassId | null = null) => ({
  value: of,
  name: null,
  files: 1,
  suggested,
});

describe('masks on their way into a study', () => {
  it('are looked at page by page, wait for what is open, and come to a report', async () => {
    const { exchange, calls, asked, started, finish } = bench([
      labelMaps([inspected('a.png', [0, 1])], [value(0), value(1, stone)]),
      labelMaps([inspected('b.png', [0, 7])], [value(0), value(7)]),
    ]);
    await exchange.pick(() => [file('a.png'), file('b.png')]);
    expect(calls).toEqual(['tray-1/a.png', 'tray-1/b.png']);
    expect(asked.map(({ offset, schemaId }) => [offset, schemaId])).toEqual([
      [0, 'schema'],
      [100, 'schema'],
    ]);
    expect(exchange.obstacle).toBe('Say what value 7 is.');
    await exchange.start();
    expect(started).toEqual([]);

    exchange.say(7, fibre);
    exchange.chooseReplace('always');
    const over = exchange.start();
    await vi.waitFor(() => expect(exchange.step.at).toBe('importing'));
    expect(started).toMatchObject([
      {
        trayId: 'tray-1',
        replace: 'always',
        mapping: {
          kind: 'values',
          values: [
            { value: 0, to: 'background' },
            { value: 1, to: stone },
            { value: 7, to: fibre },
          ],
        },
      },
    ]);
    finish('done');
    await over;
    expect(exchange.step).toEqual({
      at: 'over',
      cancelled: false,
      report: { stored: 1, kept: 0, refused: [], notes: [] },
    });
    // The tray was the job's: what comes next has one of its own.
    await exchange.pick(() => [file('c.png')]);
    expect(calls.at(-1)).toBe('tray-2/c.png');
  });

  it('offer a threshold where any of the files is lossy', async () => {
    const { exchange } = bench([
      labelMaps(
        [inspected('a.png', [0, 3, 250], { lossy: true })],
        [value(0), value(3), value(250)],
        'threshold',
      ),
      labelMaps([inspected('b.png', [0, 1])], [value(0), value(1)]),
    ]);
    await exchange.pick(() => [file('a.png')]);
    expect(exchange.obstacle).toBe('Say which class lies above the threshold.');
    exchange.changeForm({ classId: stone, threshold: 0.5 });
    expect(exchange.obstacle).toMatch(/whole number/);
    exchange.changeForm({ threshold: 128 });
    expect(exchange.obstacle).toBeNull();
  });

  it('keep what was said of a value when names are matched by another rule', async () => {
    const { exchange, asked } = bench([labelMaps([inspected('a.png', [5])], [value(5)])]);
    await exchange.pick(() => [file('a.png')]);
    exchange.say(5, fibre);
    exchange.changeRename({ from: '_mask' });
    exchange.changeRename({ to: '' });
    await vi.waitFor(() => expect(asked).toHaveLength(2));
    expect(asked[1]?.rename).toEqual({ from: '_mask', to: '' });
    await vi.waitFor(() => expect(exchange.step.at).toBe('ready'));
    expect(exchange.obstacle).toBeNull();
  });

  it('leave nothing of a delivery that was stopped half way', async () => {
    const { exchange, calls } = bench([labelMaps([], [])]);
    const picked = exchange.pick(() => Array.from({ length: 400 }, (_, i) => file(`${i}.png`)));
    await vi.waitFor(() => expect(calls.length).toBeGreaterThan(3));
    await exchange.cancel();
    await picked;
    expect([exchange.step.at, exchange.failure]).toEqual(['empty', null]);
    await exchange.pick(() => [file('new.png')]);
    expect([calls.at(-1), exchange.files.length]).toEqual(['tray-2/new.png', 1]);
  });

  it('tell of a file that is refused on its way, and start over', async () => {
    const { exchange, host } = bench([labelMaps([], [])]);
    host.refuse = 'big.png';
    await exchange.pick(() => [file('big.png')]);
    expect([exchange.step.at, exchange.failure?.code]).toEqual(['empty', 'too-large']);
  });

  it('can be looked at again where nothing could be made of them', async () => {
    const { exchange } = bench([]);
    await exchange.pick(() => [file('a.txt')]);
    expect([exchange.step.at, exchange.failure?.code, exchange.files.length]).toEqual([
      'refused',
      'mask-files',
      1,
    ]);
  });
});

describe('what would become of a file', () => {
  const form = {
    kind: 'values',
    targets: new Map([[7, 'refuse' as const]]),
    threshold: 1,
    classId: null,
    overlap: 'refuse',
  } as const;

  it('is told before it happens', () => {
    const problem = { code: 'no-frame', message: 'No frame has this name.', remedy: 'Rename it.' };
    const cases = [
      fateOf(inspected('a', [1]), form, 'never'),
      fateOf(inspected('a', [1], { masked: true }), form, 'never'),
      fateOf(inspected('a', [1], { masked: true }), form, 'always'),
      fateOf(inspected('a', [1, 7]), form, 'always'),
      fateOf(inspected('a', [1], { problem }), form, 'always'),
      // A threshold asks nothing of single values.
      fateOf(inspected('a', [7]), { ...form, kind: 'threshold' }, 'never'),
    ];
    expect(cases.map(({ tone, words }) => `${tone}: ${words}`)).toEqual([
      'good: frame 3',
      'quiet: frame 3 keeps the mask it has',
      'good: new version of frame 3',
      'bad: refused: value 7',
      'bad: No frame has this name.',
      'good: frame 3',
    ]);
  });
});
