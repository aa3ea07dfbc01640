import { statfs } from 'node:fs/promises';
import os from 'node:os';
import {
  Settings,
  type SettingsChange,
  type SettingsReport,
} from '../../src-shared/contract/system.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { UserId } from '../../src-shared/domain/ids.ts';
import { providers, type Provider } from '../compute/runtime.ts';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import type { ProviderProbes } from './probes.ts';
import { chooseProvider, paysInFloat16, type ComputeChoice } from './providerChoice.ts';
import { readSettings, removeSetting, writeSetting } from '../db/settings.ts';

/** What was chosen for this workstation. The compute processes are configured by it, at once and at every change. */
export interface WorkstationSettings {
  /** As they hold: chosen, or the default of this machine. */
  current(): Settings;
  report(): SettingsReport;
  /** @throws LapidaryError `setting-too-large`, `provider-unproved` */
  change(change: SettingsChange, userId: UserId): Promise<SettingsReport>;
}

/** Bytes. */
export interface MachineSize {
  readonly memory: number;
  /** The disk that holds the data folder, used and free. */
  readonly disk: number;
}

export async function measureMachine(dataDir: string): Promise<MachineSize> {
  const { blocks, bsize } = await statfs(dataDir);
  return { memory: os.totalmem(), disk: blocks * bsize };
}

const bytesPerMb = 1e6;
const defaultCacheShare = 0.1;
const defaultCacheAtMostMb = 20_000;
const smallestMemoryMb = 512;

export function createSettings({
  db,
  changes,
  compute,
  probes,
  machine,
}: Pick<Foundations, 'db' | 'changes' | 'compute'> & {
  readonly probes: ProviderProbes;
  readonly machine: MachineSize;
}): WorkstationSettings {
  const most = {
    memoryBudgetMb: Math.max(smallestMemoryMb, Math.floor(machine.memory / bytesPerMb)),
    cacheLimitMb: Math.floor(machine.disk / bytesPerMb),
  };
  const defaults: Settings = {
    // Whatever else a machine has, nothing of it is used before somebody chose it.
    provider: 'cpu',
    allowCpuNodes: false,
    memoryBudgetMb: Math.max(smallestMemoryMb, Math.floor(most.memoryBudgetMb / 2)),
    cacheLimitMb: Math.min(defaultCacheAtMostMb, Math.floor(most.cacheLimitMb * defaultCacheShare)),
  };

  const current = (): Settings => {
    const stored = readSettings(db);
    const kept = <Key extends keyof Settings>(key: Key): Settings[Key] => {
      const value = Settings.shape[key].safeParse(stored[key]);
      return value.success ? (value.data as Settings[Key]) : defaults[key];
    };
    return {
      provider: kept('provider'),
      allowCpuNodes: kept('allowCpuNodes'),
      // The folder may have come from a larger machine.
      memoryBudgetMb: Math.min(kept('memoryBudgetMb'), most.memoryBudgetMb),
      cacheLimitMb: Math.min(kept('cacheLimitMb'), most.cacheLimitMb),
    };
  };

  const choice = (): ComputeChoice => chooseProvider(current().provider, probes.known());

  const apply = (): void => {
    const { memoryBudgetMb, allowCpuNodes } = current();
    const { provider, ready, reason } = choice();
    // What is shown at a click stays on the CPU: it must not wait for a device that a tuning run has filled.
    compute.interactive.configure({ provider: 'cpu', memoryBudgetMb });
    compute.batch.configure({
      provider: providerNamed(provider),
      refusal: ready ? '' : reason,
      memoryBudgetMb,
      allowCpuNodes,
      float16: paysInFloat16(provider, probes.known()),
    });
  };
  apply();
  probes.onExamined(() => {
    apply();
    changes.announce({ topic: 'settings', id: null });
  });

  const report = (): SettingsReport => ({ settings: current(), defaults, most, compute: choice() });

  return {
    current,
    report,
    async change(change, userId) {
      refuseTooLarge(change, most);
      await refuseUnproved(change.provider ?? 'cpu', probes);
      const entries = Object.entries(change).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, value] as const],
      );
      db.transaction(() => {
        for (const [key, value] of entries) {
          if (value === null) removeSetting(db, key);
          else writeSetting(db, key, value, userId);
        }
        recordEvent(db, userId, {
          kind: 'settings.changed',
          subjectKind: 'workstation',
          subjectId: 'settings',
          detail: Object.fromEntries(entries),
        });
      });
      apply();
      changes.announce({ topic: 'settings', id: null });
      return report();
    },
  };
}

function refuseTooLarge(change: SettingsChange, most: SettingsReport['most']): void {
  for (const key of ['memoryBudgetMb', 'cacheLimitMb'] as const) {
    const wanted = change[key] ?? 0;
    if (wanted <= most[key]) continue;
    const what = key === 'memoryBudgetMb' ? 'memory' : 'disk';
    throw new LapidaryError(
      'setting-too-large',
      `The ${what} of this machine is ${most[key]} MB; ${wanted} MB is more than that.`,
      `Choose ${most[key]} or less.`,
    );
  }
}

/** Nobody should learn only from a failed run that the chosen device does not work. */
async function refuseUnproved(wanted: Settings['provider'], probes: ProviderProbes): Promise<void> {
  if (wanted === 'cpu') return;
  const isKnown = (name: string): boolean => probes.known().some((report) => report.name === name);
  if (wanted === 'auto' ? probes.known().length === 0 : !isKnown(wanted)) await probes.examine();
  const { ready, reason } = chooseProvider(wanted, probes.known());
  if (ready) return;
  throw new LapidaryError(
    'provider-unproved',
    `The provider "${wanted}" cannot be chosen: ${reason}`,
    'Choose "auto" or "cpu"; after installing a driver, examine this machine again on the System page or with "lapidary doctor".',
  );
}

function providerNamed(name: string): Provider {
  return providers.find((provider) => provider === name) ?? 'cpu';
}
