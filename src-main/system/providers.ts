import { readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ProviderReport } from '../../src-shared/contract/system.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { ComputePort } from '../compute/port.ts';
import { providers, type Provider } from '../compute/runtime.ts';
import { createComputeSupervisor } from '../compute/supervisor.ts';
import { adapterName, type DevicesOfSystem } from './adapterName.ts';
import { ProbeResult, probeTaskKind } from './probeMessages.ts';

/**
 * Milliseconds a provider has to show that it works; a driver that hangs is given up. A device in software, on a machine
 * that is busy, needs most of a minute to compile its shaders.
 */
const probeLimit = 120_000;

/**
 * Tries each provider in a process of its own, one after the other: a driver that crashes or hangs takes
 * its probe along and nothing else.
 *
 * @param limit milliseconds for each
 * @param wanted those to try
 */
export async function probeProviders(
  spawn: () => ComputePort,
  signal = new AbortController().signal,
  limit = probeLimit,
  wanted: readonly Provider[] = providers,
): Promise<ProviderReport[]> {
  const reports: ProviderReport[] = [];
  for (const provider of wanted) reports.push(await probe(provider, spawn, signal, limit));
  return reports;
}

async function probe(
  provider: Provider,
  spawn: () => ComputePort,
  closing: AbortSignal,
  limit: number,
): Promise<ProviderReport> {
  if (closing.aborted) return { name: provider, available: false, reason: 'It was not examined.' };
  const port = spawn();
  const timing = { cancelLimit: 1000, startLimit: limit };
  const configuration = { background: true };
  const supervisor = createComputeSupervisor({ name: 'probe', spawn: () => port, configuration, timing });
  const tooLate = new AbortController();
  const timer = setTimeout(() => {
    tooLate.abort();
  }, limit);
  const payload = { provider, tellDevices: port.errorOutput !== undefined };
  const close = (): void => void supervisor.close();
  closing.addEventListener('abort', close, { once: true });
  let report: Omit<ProviderReport, 'name'>;
  try {
    report = reportOf(
      ProbeResult.parse(await supervisor.run(probeTaskKind, payload, { signal: tooLate.signal })),
    );
  } catch (error) {
    const reason = tooLate.signal.aborted
      ? `It did not answer within ${limit / 1000} seconds.`
      : reasonOf(provider, error);
    report = { available: false, reason };
  } finally {
    clearTimeout(timer);
    closing.removeEventListener('abort', close);
    await supervisor.close();
  }
  const log = (await Promise.race([port.errorOutput, delay(1000)])) ?? '';
  const adapter = adapterName(provider, log, devicesOfSystem());
  return { name: provider, ...(adapter === undefined ? {} : { adapter }), ...report };
}

function reportOf({
  selfTest: { offDevice, ...selfTest },
  ...figures
}: ProbeResult): Omit<ProviderReport, 'name'> {
  if (selfTest.ok) return { available: true, selfTest, ...figures };
  const reason =
    offDevice.length === 0
      ? 'It computes wrong results here.'
      : `It left operations to the CPU: ${offDevice.join(', ')}.`;
  return { available: false, reason, selfTest, ...figures };
}

function reasonOf(provider: Provider, error: unknown): string {
  if (!(error instanceof LapidaryError)) throw error;
  switch (error.code) {
    case 'compute-process-lost':
      return 'Its driver crashed the process that tried it.';
    case 'model-not-opened':
      // CUDA's libraries are not part of the runtime: they may be missing as well as the card.
      return provider === 'cuda'
        ? 'Its libraries are not installed, or it found no device that it can use.'
        : 'It found no device that it can use.';
    case 'provider-unavailable':
      return 'It is not part of the runtime on this system.';
    case 'provider-lost':
      return 'Its device failed while it was computing.';
    default:
      return error.message;
  }
}

function devicesOfSystem(): DevicesOfSystem {
  const cpu = os.cpus()[0]?.model.trim();
  return { platform: process.platform, cpu: cpu === '' ? undefined : cpu, nvidiaCards: nvidiaCards() };
}

function nvidiaCards(): string[] {
  const root = '/proc/driver/nvidia/gpus';
  try {
    return readdirSync(root).map((card) => readFileSync(path.join(root, card, 'information'), 'utf8'));
  } catch {
    // No Linux, or no such driver.
    return [];
  }
}
