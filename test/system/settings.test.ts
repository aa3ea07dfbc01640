import { describe, expect, it } from 'vitest';
import type { ProviderReport } from '../../src-shared/contract/system.contract.ts';
import type { ComputeConfiguration } from '../../src-main/compute/messages.ts';
import { createComputeSupervisor, type ComputeSupervisor } from '../../src-main/compute/supervisor.ts';
import { createChanges } from '../../src-main/events/changes.ts';
import type { ProviderProbes } from '../../src-main/system/probes.ts';
import { createSettings } from '../../src-main/system/settings.service.ts';
import { openTestDatabase } from '../support/database.ts';

const cpu: ProviderReport = { name: 'cpu', available: true, gflops: 300 };
const card: ProviderReport = { name: 'webgpu', available: true, gflops: 4000, adapter: 'A card' };
const machine = { memory: 16e9, disk: 1e12 };

/** Findings that appear when the machine is examined. */
function probesThat(find: readonly ProviderReport[], known: readonly ProviderReport[] = []) {
  let listener = (): void => undefined;
  const probes = {
    found: known,
    examinations: 0,
    known: () => probes.found,
    examine: () => {
      probes.examinations += 1;
      probes.found = find;
      listener();
      return Promise.resolve(find);
    },
    examineSoon: () => undefined,
    onExamined: (on: () => void) => {
      listener = on;
    },
    close: () => Promise.resolve(),
  };
  return probes satisfies ProviderProbes;
}

/** A supervisor that starts nothing and remembers how it was configured. */
function recorder(name: 'interactive' | 'batch'): ComputeSupervisor & { now: ComputeConfiguration } {
  const spawn = (): never => {
    throw new Error('nothing here computes');
  };
  const supervisor = createComputeSupervisor({ name, spawn });
  return Object.assign(supervisor, {
    now: {},
    configure(change: ComputeConfiguration) {
      this.now = { ...this.now, ...change };
    },
  });
}

async function open({
  probes = probesThat([cpu]),
  size = machine,
}: { probes?: ReturnType<typeof probesThat>; size?: typeof machine } = {}) {
  const { db, user } = await openTestDatabase();
  const changes = createChanges();
  const announced: unknown[] = [];
  changes.listen((change) => announced.push(change));
  const compute = { interactive: recorder('interactive'), batch: recorder('batch') };
  const reopen = () => createSettings({ db, changes, compute, probes, machine: size });
  return { db, user, compute, announced, probes, reopen, settings: reopen() };
}

describe('settings', () => {
  it('start from what suits the machine: the CPU, half the memory, a tenth of the disk up to 20 GB', async () => {
    const { settings, compute } = await open();
    expect(settings.report()).toEqual({
      settings: { provider: 'cpu', allowCpuNodes: false, memoryBudgetMb: 8000, cacheLimitMb: 20_000 },
      defaults: { provider: 'cpu', allowCpuNodes: false, memoryBudgetMb: 8000, cacheLimitMb: 20_000 },
      most: { memoryBudgetMb: 16_000, cacheLimitMb: 1_000_000 },
      compute: { provider: 'cpu', ready: true, reason: expect.any(String) as string },
    });
    expect(compute.batch.now).toEqual({
      provider: 'cpu',
      refusal: '',
      memoryBudgetMb: 8000,
      allowCpuNodes: false,
      float16: false,
    });
    const small = await open({ size: { memory: 0.9e9, disk: 30e9 } });
    expect(small.settings.current()).toMatchObject({ memoryBudgetMb: 512, cacheLimitMb: 3000 });
  });

  it('are kept, configure what runs next, and are told with who changed what', async () => {
    const { settings, compute, announced, db, user, reopen } = await open();
    const report = await settings.change({ memoryBudgetMb: 2000, allowCpuNodes: true }, user);
    expect(report.settings).toMatchObject({ memoryBudgetMb: 2000, allowCpuNodes: true, provider: 'cpu' });
    expect(compute.batch.now).toMatchObject({ memoryBudgetMb: 2000, allowCpuNodes: true });
    expect(compute.interactive.now).toMatchObject({ memoryBudgetMb: 2000, provider: 'cpu' });
    expect(announced).toEqual([{ topic: 'settings', id: null }]);
    expect(db.get(`SELECT user_id AS userId, kind, detail FROM events`)).toEqual({
      userId: user,
      kind: 'settings.changed',
      detail: '{"memoryBudgetMb":2000,"allowCpuNodes":true}',
    });
    expect(reopen().current()).toEqual(report.settings);
    expect((await settings.change({ memoryBudgetMb: null }, user)).settings.memoryBudgetMb).toBe(8000);
    expect(reopen().current().memoryBudgetMb).toBe(8000);
  });

  it('that are more than the machine has are refused with its size, or cut where they came with the folder', async () => {
    const { settings, db, user } = await open();
    await expect(settings.change({ memoryBudgetMb: 16_001 }, user)).rejects.toMatchObject({
      code: 'setting-too-large',
      message: expect.stringContaining('16000 MB') as string,
    });
    await expect(settings.change({ cacheLimitMb: 2_000_000 }, user)).rejects.toMatchObject({
      code: 'setting-too-large',
    });
    expect(db.get('SELECT count(*) AS n FROM events')).toEqual({ n: 0 });
    db.run(
      `INSERT INTO settings VALUES ('memoryBudgetMb', '64000', '', ?), ('cacheLimitMb', '"much"', '', ?)`,
      [user, user],
    );
    expect(settings.current()).toMatchObject({ memoryBudgetMb: 16_000, cacheLimitMb: 20_000 });
  });
});

describe('the provider that runs compute on', () => {
  it('is the fastest that passed, where that is left to the machine, and changes with what is found', async () => {
    const probes = probesThat([cpu, card]);
    const { settings, compute, user } = await open({ probes });
    const report = await settings.change({ provider: 'auto' }, user);
    expect(report.compute).toEqual({
      provider: 'webgpu',
      ready: true,
      reason: 'It is the fastest of those that passed their self-test on A card.',
    });
    expect(compute.batch.now).toMatchObject({ provider: 'webgpu', refusal: '' });
    expect(compute.interactive.now.provider).toBe('cpu');
    probes.found = [
      cpu,
      { ...card, available: false, reason: 'Its driver crashed the process that tried it.' },
    ];
    await settings.change({}, user);
    expect(compute.batch.now.provider).toBe('cpu');
    expect(settings.report().compute.reason).toMatch(/No other provider passed/);
  });

  it('is never a device that is slower than the CPU, nor one that was not examined', async () => {
    const slow = { ...card, gflops: 2 };
    const { settings, user } = await open({ probes: probesThat([cpu, slow]) });
    expect((await settings.change({ provider: 'auto' }, user)).compute.provider).toBe('cpu');
    const { settings: other, user: who } = await open({ probes: probesThat([]) });
    expect((await other.change({ provider: 'auto' }, who)).compute).toMatchObject({
      provider: 'cpu',
      reason: expect.stringContaining('not examined') as string,
    });
  });

  it('can be named once it passed; it is examined for that, and refused with the reason', async () => {
    const probes = probesThat([
      cpu,
      card,
      { name: 'dml', available: false, reason: 'It is not part of it.' },
    ]);
    const { settings, user } = await open({ probes });
    expect((await settings.change({ provider: 'webgpu' }, user)).compute).toMatchObject({
      provider: 'webgpu',
      ready: true,
    });
    expect(probes.examinations).toBe(1);
    await expect(settings.change({ provider: 'dml' }, user)).rejects.toMatchObject({
      code: 'provider-unproved',
      message: 'The provider "dml" cannot be chosen: It is not part of it.',
    });
    expect(settings.current().provider).toBe('webgpu');
  });

  it('that was named and is gone is not replaced: runs are refused until somebody decides', async () => {
    const probes = probesThat([cpu, card]);
    const { settings, compute, user } = await open({ probes });
    await settings.change({ provider: 'webgpu' }, user);
    probes.examine = () => {
      probes.found = [cpu, { name: 'webgpu', available: false, reason: 'It found no device.' }];
      return Promise.resolve(probes.found);
    };
    await probes.examine();
    await settings.change({}, user);
    expect(compute.batch.now).toMatchObject({ provider: 'webgpu', refusal: 'It found no device.' });
    expect(settings.report().compute).toEqual({
      provider: 'webgpu',
      ready: false,
      reason: 'It found no device.',
    });
  });
});
