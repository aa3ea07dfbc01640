import { readFileSync, writeFileSync } from 'node:fs';

/** Starts the high-water mark afresh where the kernel lets a process do that (proc_pid_clear_refs(5), value 5). */
export function resetPeakMemory(): void {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // The mark then also covers what came before, which is an upper bound and no lie.
  }
}

/** The largest resident set of this process since the reset, mapped pages included, in MB (10⁶ bytes). */
export function peakMemoryMb(): number {
  try {
    const kilobytes = /^VmHWM:\s*(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (kilobytes !== undefined) return (Number(kilobytes) * 1024) / 1e6;
  } catch {
    // Not Linux.
  }
  return (process.resourceUsage().maxRSS * 1024) / 1e6;
}
