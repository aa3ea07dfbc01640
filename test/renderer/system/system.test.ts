import { describe, expect, it, vi } from 'vitest';
import type { Client } from '../../../src-renderer/lib/bridge.ts';
import { ChangeFeed } from '../../../src-renderer/lib/changes.ts';
import { providerTitle, SystemState } from '../../../src-renderer/workspaces/system/system.svelte.ts';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';

/** A workstation that remembers what it was asked, and refuses a budget of 7. */
function bench() {
  const asked: unknown[] = [];
  let memoryBudgetMb = 8000;
  const report = () => ({ settings: { memoryBudgetMb } });
  const client = {
    system: {
      doctor: (input: unknown) => {
        asked.push(input);
        return Promise.resolve({ providers: [], checks: [] });
      },
      settings: () => Promise.resolve(report()),
      changeSettings: (change: { memoryBudgetMb: number }) => {
        if (change.memoryBudgetMb === 7) {
          return Promise.reject(new LapidaryError('setting-too-large', 'It is too much.', 'Choose less.'));
        }
        ({ memoryBudgetMb } = change);
        return Promise.resolve(report());
      },
    },
  } as unknown as Client;
  const changes = new ChangeFeed();
  return {
    asked,
    changes,
    system: new SystemState({ client, changes }),
    outside: (to: number) => (memoryBudgetMb = to),
  };
}

describe('the state of the System page', () => {
  it('shows what is known, and examines only when asked', async () => {
    const { asked, system } = bench();
    const stop = system.start();
    await vi.waitFor(() => expect(system.examining).toBe(false));
    await system.examine();
    expect(asked).toEqual([{ examine: false }, { examine: true }]);
    stop();
  });

  it('takes a change, or says why not and shows again what holds', async () => {
    const { system } = bench();
    await system.change({ memoryBudgetMb: 900 });
    expect([system.report?.settings.memoryBudgetMb, system.saved, system.refusal]).toEqual([900, true, null]);
    await system.change({ memoryBudgetMb: 7 });
    expect(system.refusal).toMatchObject({ code: 'setting-too-large', remedy: 'Choose less.' });
    expect([system.report?.settings.memoryBudgetMb, system.saved, system.saving]).toEqual([
      900,
      false,
      false,
    ]);
    await system.change({ memoryBudgetMb: 950 });
    expect(system.refusal).toBeNull();
  });

  it('follows what another window changed', async () => {
    const { changes, system, outside } = bench();
    const stop = system.start();
    await vi.waitFor(() => expect(system.report?.settings.memoryBudgetMb).toBe(8000));
    outside(1000);
    changes.announce({ topic: 'settings', id: null });
    await vi.waitFor(() => expect(system.report?.settings.memoryBudgetMb).toBe(1000));
    stop();
  });

  it('calls providers by their names', () => {
    expect(['dml', 'cpu', 'toString'].map(providerTitle)).toEqual(['DirectML', 'CPU', 'toString']);
  });
});
