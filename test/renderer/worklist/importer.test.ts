import { describe, expect, it, vi } from 'vitest';
import type { Job } from '../../../src-shared/contract/jobs.contract.ts';
import type { Client } from '../../../src-renderer/lib/bridge.ts';
import {
  Importer,
  mappingOf,
  reportText,
} from '../../../src-renderer/workspaces/worklist/importer.svelte.ts';
import { peekManifest } from '../../../src-renderer/workspaces/worklist/peek.ts';

const picture = (path: string) => ({ path, file: new File(['x'], path) });

function bench() {
  const sent: string[] = [];
  const started: unknown[] = [];
  const report = { imported: 2, duplicates: 1, notes: ['column “age” was ignored'], refused: [] };
  let end: (job: Job) => void = () => undefined;
  const importer = new Importer({
    client: {
      imports: {
        openTray: async () => ({ trayId: 'tray' }),
        startTray: async (input: unknown) => {
          started.push(structuredClone(input));
          return { jobId: 'job' };
        },
        report: async () => report,
      },
    } as unknown as Client,
    media: {
      putIntoTray: async (_tray: string, path: string, _file: Blob, signal: AbortSignal) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        signal.throwIfAborted();
        sent.push(path);
      },
    },
    jobs: { get: () => undefined, ended: () => new Promise<Job>((resolve) => (end = resolve)) },
  } as unknown as ConstructorParameters<typeof Importer>[0]);
  return { importer, sent, started, finish: (state: Job['state']) => end({ state, error: null } as Job) };
}

describe('Importer', () => {
  it('sends pictures and the chosen table, starts the import and ends with its report', async () => {
    const { importer, sent, started, finish } = bench();
    const table = { path: 'op/list.csv', file: new File(['image,label\na.jpg,Ia\n'], 'list.csv') };
    await importer.pick(() => [picture('op/a.jpg'), picture('op/b.jpg'), table]);
    expect([importer.pictures, importer.manifest, importer.manifestPeek?.rows]).toEqual([
      2,
      'op/list.csv',
      1,
    ]);
    importer.chooseSchema('Stone composition');
    const over = importer.start();
    await vi.waitFor(() => expect(importer.step.at).toBe('importing'));
    expect(sent.toSorted()).toEqual(['op/a.jpg', 'op/b.jpg', 'op/list.csv']);
    expect(started).toEqual([
      {
        trayId: 'tray',
        manifest: 'op/list.csv',
        options: { masks: null, schema: 'Stone composition', singleMaskClass: false },
      },
    ]);
    finish('done');
    await over;
    expect(importer.step).toMatchObject({ at: 'over', cancelled: false, report: { imported: 2 } });
  });

  it('can be cancelled while files are on their way, and keeps what was chosen', async () => {
    const { importer, started } = bench();
    await importer.pick(() => Array.from({ length: 40 }, (_, i) => picture(`${i}.png`)));
    const over = importer.start();
    await vi.waitFor(() => expect(importer.step).toMatchObject({ at: 'sending', total: 40 }));
    await importer.cancel();
    await over;
    expect([importer.step.at, importer.pictures, importer.failure, started.length]).toEqual([
      'ready',
      40,
      null,
      0,
    ]);
  });

  it('does not start while a mask value has no class', async () => {
    const { importer } = bench();
    await importer.pick(() => [picture('a.png')]);
    importer.changeForm({
      kind: 'values',
      values: [
        { value: 0, code: 'background' },
        { value: 160, code: ' ' },
      ],
    });
    expect(importer.complete).toBe(false);
    importer.changeForm({
      values: [
        { value: 0, code: 'background' },
        { value: 160, code: ' shaft ' },
      ],
    });
    expect(importer.complete).toBe(true);
    expect(mappingOf(importer.form)).toEqual({
      kind: 'values',
      values: [
        { value: 0, code: 'background' },
        { value: 160, code: 'shaft' },
      ],
    });
  });

  it('reads the first lines of a table, whatever wrote it', async () => {
    const text = '\ufeffImage;Mask;Label\r\n"a;1.jpg";m\\1.png;"say ""Ia"""\r\n\r\nb.jpg;;IIb\r\n';
    expect(await peekManifest(new Blob([text]))).toEqual({
      columns: ['image', 'mask', 'label'],
      rows: 2,
      masks: ['m\\1.png'],
    });
  });

  it('writes a report that can be sent on', () => {
    const refused = [{ file: 'a.jpg', code: 'x', message: 'cut short', remedy: 'copy it again' }];
    expect(reportText({ imported: 3, duplicates: 0, notes: ['note'], refused })).toBe(
      'imported: 3\nalready there: 0\nrefused: 1\nnote\na.jpg\tcut short\tcopy it again',
    );
  });
});
