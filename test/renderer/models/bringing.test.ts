import { describe, expect, it, vi } from 'vitest';
import type { BackboneProposal } from '../../../src-shared/contract/backbones.contract.ts';
import type { Job } from '../../../src-shared/contract/jobs.contract.ts';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import { Bringing } from '../../../src-renderer/workspaces/models/bringing.svelte.ts';

interface Request {
  readonly trayId: string;
  readonly main: string | null;
  readonly stated: Record<string, unknown>;
}

const file = (name: string, bytes = 4) => ({ name, file: new File(['x'.repeat(bytes)], name) });

/** A workstation on which mean and licence are open until they are stated, and files called x.pth are refused. */
function bench({ unknown = [] as string[] } = {}) {
  const calls: string[] = [];
  const asked: Request[] = [];
  const started: unknown[] = [];
  const imported: unknown[] = [];
  let trays = 0;
  let end: (job: Job) => void = () => undefined;
  const names: string[] = [];
  const proposal = ({ stated }: Request): BackboneProposal =>
    ({
      shape: { patchSize: 8 },
      facts: (['mean', 'licence', 'imageSize'] as const).map((name) => {
        const value = stated[name] ?? (name === 'imageSize' ? 32 : null);
        return {
          name,
          value,
          source: name in stated ? 'stated' : value === null ? 'open' : 'tensors',
          note: '',
        };
      }),
      open: (['mean', 'licence'] as const).filter((name) => !(name in stated)),
      keys: { used: 1, unused: [], unknown, filled: [] },
    }) as unknown as BackboneProposal;
  const app = {
    client: {
      backbones: {
        openTray: async () => {
          calls.push('open');
          return { trayId: `tray-${++trays}` };
        },
        closeTray: async ({ trayId }: { trayId: string }) => {
          calls.push(`close ${trayId}`);
          return {};
        },
        inspectTray: async (request: Request) => {
          asked.push(structuredClone(request));
          if (names.includes('x.pth'))
            throw new LapidaryError('not-weights', 'It is text.', 'Choose another.');
          if (request.stated['imageSize'] === 2000) throw new LapidaryError('facts', 'No.', 'Correct it.');
          return proposal(request);
        },
        importTray: async (request: unknown) => {
          started.push(structuredClone(request));
          return { jobId: 'job' };
        },
        imported: async () => ({ sha256: 'aa', name: 'net', alreadyThere: false, selfTest: 'same' }),
      },
    },
    media: {
      putWeights: async (
        trayId: string,
        name: string,
        body: Blob,
        signal: AbortSignal,
        onSent: (bytes: number) => void,
      ) => {
        onSent(body.size / 2);
        await new Promise((resolve) => setTimeout(resolve, 2));
        signal.throwIfAborted();
        names.push(name);
        calls.push(`put ${trayId} ${name}`);
      },
    },
    jobs: {
      get: () => undefined,
      ended: () => new Promise<Job>((resolve) => (end = resolve)),
      cancel: async () => calls.push('cancel'),
    },
  } as unknown as ConstructorParameters<typeof Bringing>[0];
  const bringing = new Bringing(app, (one) => imported.push(one));
  const finish = (state: Job['state']) => end({ state, error: null } as Job);
  return { bringing, calls, asked, started, imported, finish };
}

const at = (bringing: Bringing) => bringing.step.at;

describe('bringing a network', () => {
  it('sends the files, waits for what is open, imports, and tells what became of it', async () => {
    const { bringing, calls, asked, started, imported, finish } = bench();
    await bringing.bring(() => [file('model.safetensors'), file('config.json')]);
    expect(calls).toEqual(['open', 'put tray-1 model.safetensors', 'put tray-1 config.json']);
    expect(asked).toEqual([{ trayId: 'tray-1', main: null, stated: {}, entry: null }]);
    expect(bringing.obstacle).toBe('Still to be stated: licence, mean of the colours.');
    await bringing.import();
    expect(started).toEqual([]);

    bringing.state('licence', ' Apache-2.0 ');
    bringing.state('mean', '0.5 0.5 0.5');
    expect(bringing.obstacle).toBe('Looking at the file again…');
    await vi.waitFor(() => expect(bringing.obstacle).toBeNull());
    // Both changes came in one question.
    expect(asked.slice(1)).toEqual([
      { trayId: 'tray-1', main: null, stated: { licence: 'Apache-2.0', mean: [0.5, 0.5, 0.5] }, entry: null },
    ]);
    expect(bringing.wasOpen('mean')).toBe(true);

    const over = bringing.import();
    await vi.waitFor(() => expect(at(bringing)).toBe('importing'));
    expect(started).toEqual([{ ...asked[1], leaveUnknown: false }]);
    finish('done');
    await over;
    expect(imported).toEqual([{ sha256: 'aa', name: 'net', alreadyThere: false, selfTest: 'same' }]);
    // The tray was the job's.
    expect([at(bringing), calls.filter((call) => call.startsWith('close'))]).toEqual(['empty', []]);
  });

  it('does not import with an entry that cannot be, and says which', async () => {
    const { bringing, asked } = bench();
    await bringing.bring(() => [file('a.npz')]);
    bringing.state('licence', 'MIT');
    bringing.stateAll([['mean', '0.5 0.5 0.5']]);
    bringing.state('imageSize', '30');
    await vi.waitFor(() => expect(bringing.asking).toBe(false));
    expect(asked.at(-1)?.stated).toEqual({ licence: 'MIT', mean: [0.5, 0.5, 0.5] });
    expect([bringing.complaint('imageSize'), bringing.obstacle]).toEqual([
      'A multiple of the patch, 8.',
      'To be corrected: input size.',
    ]);
    bringing.takeBack('imageSize');
    await vi.waitFor(() => expect(bringing.obstacle).toBeNull());
    bringing.takeBack('licence');
    expect(bringing.isStated('licence')).toBe(false);
    await vi.waitFor(() => expect(bringing.obstacle).toBe('Still to be stated: licence.'));
  });

  it('keeps the form where what is stated is refused, and goes on after a correction', async () => {
    const { bringing } = bench();
    await bringing.bring(() => [file('a.npz')]);
    bringing.stateAll([
      ['licence', 'MIT'],
      ['mean', '0 0 0'],
      ['imageSize', '2000'],
    ]);
    await vi.waitFor(() => expect(bringing.failure?.code).toBe('facts'));
    expect([at(bringing), bringing.obstacle]).toEqual(['proposal', 'What is stated was refused: see above.']);
    bringing.state('imageSize', '64');
    await vi.waitFor(() => expect(bringing.obstacle).toBeNull());
    expect(bringing.failure).toBeNull();
  });

  it('asks whether unknown tensors are left out', async () => {
    const { bringing, started } = bench({ unknown: ['extra.weight'] });
    await bringing.bring(() => [file('a.npz')]);
    bringing.stateAll([
      ['licence', 'MIT'],
      ['mean', '0 0 0'],
    ]);
    await vi.waitFor(() => expect(bringing.obstacle).toMatch(/tensors that are not known/));
    bringing.setLeaveUnknown(true);
    expect(bringing.obstacle).toBeNull();
    void bringing.import();
    await vi.waitFor(() => expect(started).toMatchObject([{ leaveUnknown: true }]));
  });

  it('shows a refusal, and replaces or adds files', async () => {
    const { bringing, calls } = bench();
    await bringing.bring(() => [file('x.pth')]);
    expect([at(bringing), bringing.failure?.remedy, bringing.mains]).toEqual([
      'refused',
      'Choose another.',
      [],
    ]);
    await bringing.bring(() => [file('y.pth')], true);
    expect(calls).toEqual(['open', 'put tray-1 x.pth', 'put tray-1 y.pth']);
    expect(bringing.mains).toEqual(['x.pth', 'y.pth']);
    await bringing.bring(() => [file('z.pth')]);
    expect(calls.slice(3)).toEqual(['close tray-1', 'open', 'put tray-2 z.pth']);
    expect(bringing.files.map(({ name }) => name)).toEqual(['z.pth']);
  });

  it('closes its tray when it is stopped while sending, and when it is closed', async () => {
    const { bringing, calls, asked } = bench();
    const sending = bringing.bring(() => Array.from({ length: 50 }, (_, i) => file(`${i}.bin`, 10)));
    await vi.waitFor(() => expect(bringing.step).toMatchObject({ at: 'sending', total: 500 }));
    await vi.waitFor(() => expect(calls.length).toBeGreaterThan(2));
    await bringing.cancel();
    await sending;
    expect([at(bringing), bringing.failure, asked.length]).toEqual(['empty', null, 0]);
    expect(calls.at(-1)).toBe('close tray-1');
    await bringing.bring(() => [file('a.npz')]);
    bringing.close();
    expect(calls.at(-1)).toBe('close tray-2');
  });

  it('offers the same files with the same statements after an import that was stopped', async () => {
    const { bringing, calls, asked, finish } = bench();
    await bringing.bring(() => [file('a.npz')]);
    bringing.stateAll([
      ['licence', 'MIT'],
      ['mean', '0 0 0'],
    ]);
    bringing.sayEntry('vit-x');
    await vi.waitFor(() => expect(bringing.obstacle).toBeNull());
    const over = bringing.import();
    await vi.waitFor(() => expect(at(bringing)).toBe('importing'));
    await bringing.cancel();
    finish('cancelled');
    await over;
    expect([at(bringing), bringing.spent, bringing.failure?.code]).toEqual([
      'refused',
      true,
      'import-stopped',
    ]);
    await bringing.again();
    expect(calls.slice(-3)).toEqual(['cancel', 'open', 'put tray-2 a.npz']);
    expect(asked.at(-1)).toEqual({
      trayId: 'tray-2',
      main: null,
      stated: { licence: 'MIT', mean: [0, 0, 0] },
      entry: 'vit-x',
    });
    expect([at(bringing), bringing.obstacle]).toEqual(['proposal', null]);
  });

  it('leaves an import running when the page is left', async () => {
    const { bringing, calls, imported, finish } = bench();
    await bringing.bring(() => [file('a.npz')]);
    bringing.stateAll([
      ['licence', 'MIT'],
      ['mean', '0 0 0'],
    ]);
    await vi.waitFor(() => expect(bringing.obstacle).toBeNull());
    const over = bringing.import();
    await vi.waitFor(() => expect(at(bringing)).toBe('importing'));
    bringing.close();
    finish('done');
    await over;
    expect([calls.filter((call) => /close|cancel/.test(call)), imported]).toEqual([[], []]);
  });
});
