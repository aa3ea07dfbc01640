import { readFileSync } from 'node:fs';
import os from 'node:os';

/**
 * Physical cores this process may use. More threads than that make the runtime slower (three on two cores: half
 * the speed), and a logical processor is not a core.
 */
export function physicalCores(): number {
  const allowed = os.availableParallelism();
  const fromKernel = process.platform === 'linux' ? countCores(readCpuInfo()) : null;
  const twoPerCore = process.arch === 'x64' && process.platform !== 'linux';
  const physical = fromKernel ?? (twoPerCore ? Math.ceil(allowed / 2) : allowed);
  return Math.max(1, Math.min(allowed, physical));
}

/** Distinct (socket, core) pairs in the text of /proc/cpuinfo, or null where the kernel does not tell. */
export function countCores(cpuInfo: string): number | null {
  const cores = new Set<string>();
  for (const block of cpuInfo.split(/\n\s*\n/)) {
    const socket = /^physical id\s*:\s*(\d+)/m.exec(block)?.[1];
    const core = /^core id\s*:\s*(\d+)/m.exec(block)?.[1];
    if (socket !== undefined && core !== undefined) cores.add(`${socket}/${core}`);
  }
  return cores.size === 0 ? null : cores.size;
}

function readCpuInfo(): string {
  try {
    return readFileSync('/proc/cpuinfo', 'utf8');
  } catch {
    return '';
  }
}
