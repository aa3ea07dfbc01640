import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * A host must not outlive whoever started it: nobody would be left to end it, and it would keep its hold on the data
 * folder. Watched are the parent process and, under npm (which puts a shell in between), the parent's parent.
 */

const pollMs = 1000;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there and belongs to someone else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function parentOf(pid: number): number | undefined {
  try {
    if (process.platform === 'linux') {
      // proc(5): the fields after the parenthesised name are state and parent.
      const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    }
    if (process.platform === 'win32') return undefined;
    return Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }));
  } catch {
    return undefined;
  }
}

/** Calls `onGone` once when whoever started this process is gone. Returns the disposer. */
export function watchParent(onGone: () => void): () => void {
  const parent = process.ppid;
  const starter = process.env['npm_lifecycle_event'] === undefined ? undefined : parentOf(parent);
  const watched = [parent, starter].filter((pid): pid is number => pid !== undefined && pid > 1);
  let told = false;
  const stop = (): void => {
    clearInterval(timer);
    process.off('disconnect', gone);
  };
  const gone = (): void => {
    if (told) return;
    told = true;
    stop();
    onGone();
  };
  const timer = setInterval(() => {
    // An orphan is given another parent; elsewhere the old number remains, without a process.
    if (process.ppid !== parent || !watched.every(isAlive)) gone();
  }, pollMs);
  timer.unref();
  if (process.connected) process.on('disconnect', gone);
  return stop;
}
