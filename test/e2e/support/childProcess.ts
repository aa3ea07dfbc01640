import type { ChildProcess } from 'node:child_process';

/**
 * Waits for the first line on standard output in which `find` finds something. Everything else that was said is part
 * of the error when the process ends first or says nothing of the kind in time.
 */
export function waitForLine<Found>(
  child: ChildProcess,
  find: (line: string) => Found | undefined,
  timeoutMs = 60_000,
): Promise<Found> {
  return new Promise((resolve, reject) => {
    let said = '';
    let rest = '';
    const fail = (why: string): void => {
      clearTimeout(timer);
      reject(new Error(`${why}. It said:\n${said}`));
    };
    const timer = setTimeout(() => {
      fail(`Nothing of the kind within ${String(timeoutMs)} ms`);
    }, timeoutMs);
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const found = find(line);
        if (found === undefined) continue;
        clearTimeout(timer);
        resolve(found);
        return;
      }
    });
    child.once('error', (error) => {
      fail(error.message);
    });
    child.once('exit', (code, signal) => {
      fail(`The process ended (${String(signal ?? code)})`);
    });
  });
}

/** Asks a process to end and waits for it; after `patienceMs` it is not asked any more. Answers its exit code. */
export async function endProcess(child: ChildProcess, patienceMs = 15_000): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  const code = await ended;
  clearTimeout(timer);
  return code;
}
