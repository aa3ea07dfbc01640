import type { Doctor } from '../../src-shared/contract/system.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { ComputePort } from '../compute/port.ts';
import { providers, type Provider } from '../compute/runtime.ts';
import { createComputeSupervisor } from '../compute/supervisor.ts';
import { ProbeResult, probeTaskKind } from './probeMessages.ts';

type ProviderReport = Doctor['providers'][number];

/** Milliseconds a provider has to show that it works; a driver that hangs is given up. */
const probeLimit = 30_000;

/**
 * Tries each provider in a process of its own, one after the other: a driver that crashes or hangs takes
 * its probe along and nothing else.
 */
export async function probeProviders(spawn: () => ComputePort): Promise<ProviderReport[]> {
  const reports: ProviderReport[] = [];
  for (const provider of providers) reports.push(await probe(provider, spawn));
  return reports;
}

async function probe(provider: Provider, spawn: () => ComputePort): Promise<ProviderReport> {
  const supervisor = createComputeSupervisor({ name: 'probe', spawn, timing: { cancelLimit: 1000 } });
  const signal = AbortSignal.timeout(probeLimit);
  try {
    const found = ProbeResult.parse(await supervisor.run(probeTaskKind, { provider }, { signal }));
    if (!found.selfTest.ok) {
      return { name: provider, available: false, reason: 'It computes wrong results here.', ...found };
    }
    return { name: provider, available: true, ...found };
  } catch (error) {
    return { name: provider, available: false, reason: reasonOf(error, signal.aborted) };
  } finally {
    await supervisor.close();
  }
}

function reasonOf(error: unknown, timedOut: boolean): string {
  if (timedOut) return `It did not answer within ${probeLimit / 1000} seconds.`;
  if (!(error instanceof LapidaryError)) throw error;
  switch (error.code) {
    case 'compute-process-lost':
      return 'Its driver crashed the process that tried it.';
    case 'model-not-opened':
      return 'It found no device that it can use.';
    case 'provider-unavailable':
      return 'It is not part of the runtime on this system.';
    default:
      return error.message;
  }
}
