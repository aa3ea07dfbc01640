import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A host that fault tests kill: a script of test/fixtures that says "at work", and "batch <pid>" for what it computes with. */
export function startBatchHost(script: string, args: readonly string[]) {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let told = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  /** The processes it has computed with, the latest last. */
  const batches = (): number[] => [...told.matchAll(/batch (\d+)/g)].map(([, pid]) => Number(pid));
  const atWork = new Promise<void>((resolve) => {
    child.stdout.on('data', (text: Buffer) => {
      told += text.toString();
      if (told.includes('at work') && batches().length > 0) resolve();
    });
  });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const killBatch = (): void => {
    const batch = batches().at(-1) ?? -1;
    if (child.exitCode === null && isRunning(batch)) process.kill(batch, 'SIGKILL');
  };
  return { child, atWork, ended, batches, killBatch, said: () => said };
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
