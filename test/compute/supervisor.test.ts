import { spawn as spawnProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { TaskProgress } from '../../src-main/compute/messages.ts';
import { forkedNodePort } from '../../src-main/compute/port.ts';
import type { ComputePort } from '../../src-main/compute/port.ts';
import { createComputeSupervisor } from '../../src-main/compute/supervisor.ts';
import type { ComputeSupervisor, SupervisorOptions } from '../../src-main/compute/supervisor.ts';

const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

const open: ComputeSupervisor[] = [];
const logs: string[] = [];

function supervise(options: Partial<SupervisorOptions> = {}): ComputeSupervisor {
  const supervisor = createComputeSupervisor({
    name: 'batch',
    spawn: () => forkedNodePort(file('taskChild.ts')),
    onLog: (level, text) => logs.push(`${level}: ${text}`),
    timing: { firstBackoff: 1 },
    ...options,
  });
  open.push(supervisor);
  return supervisor;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((supervisor) => supervisor.close()));
  logs.length = 0;
});

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Whether a process is gone within five seconds. */
async function ends(pid: number): Promise<boolean> {
  for (let i = 0; i < 250 && exists(pid); i++) await new Promise((resolve) => setTimeout(resolve, 20));
  return !exists(pid);
}

describe('a task', () => {
  it('reports progress in order and returns its result', async () => {
    const seen: TaskProgress[] = [];
    const result = await supervise().run('count', { to: 3 }, { onProgress: (step) => seen.push(step) });
    expect(result).toEqual({ counted: 3 });
    expect(seen).toEqual([1, 2, 3].map((done) => ({ done, total: 3, detail: { square: done * done } })));
  });

  it('runs sessions with the configured runtime', async () => {
    const supervisor = supervise({ configuration: { threads: 1, background: true } });
    const result = await supervisor.run('exponential', { x: Float32Array.from([0, 1]) });
    expect(result).toMatchObject({
      y: Float32Array.from([1, Math.E]),
      options: { provider: 'cpu', intraOpThreads: 1 },
    });
  });

  it('fails with the error of its handler', async () => {
    await expect(supervise().run('refuse', {})).rejects.toMatchObject({
      code: 'mask-missing',
      message: 'Frame 3 has no mask.',
      remedy: 'Draw one.',
    });
  });

  it('keeps what an unforeseen error quoted out of the report and of the log', async () => {
    await expect(supervise().run('stumble', {})).rejects.toMatchObject({ code: 'unexpected' });
    expect(logs.join('\n')).toMatch(/RangeError\n\s+at .*taskChild/);
    expect(logs.join('\n')).not.toContain('Jane');
  });

  it('is refused if its kind is unknown or its payload invalid, naming the place and not the value', async () => {
    const supervisor = supervise();
    await expect(supervisor.run('toString', {})).rejects.toMatchObject({ code: 'unknown-task' });
    await expect(supervisor.run('count', { to: 'Jane' })).rejects.toMatchObject({
      code: 'task-payload-invalid',
      message: 'The payload of a task is invalid at: to.',
    });
  });

  it('stops when cancelled, and leaves the others alone', async () => {
    const supervisor = supervise();
    const abort = new AbortController();
    const onProgress = ({ done }: TaskProgress): void => {
      if (done === 5) abort.abort();
    };
    const cancelled = supervisor.run('count', { to: 100_000 }, { signal: abort.signal, onProgress });
    const other = supervisor.run('count', { to: 50 });
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    expect(await other).toEqual({ counted: 50 });
    await expect(supervisor.run('pid', {}, { signal: abort.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  it('takes its process along if it does not stop in time', async () => {
    const supervisor = supervise({ timing: { cancelLimit: 50, firstBackoff: 1 } });
    const pid = Number(await supervisor.run('pid', {}));
    const abort = new AbortController();
    const onProgress = (): void => {
      abort.abort();
    };
    const hung = supervisor.run('hang', {}, { signal: abort.signal, onProgress });
    await expect(hung).rejects.toMatchObject({ code: 'compute-process-lost' });
    expect(await ends(pid)).toBe(true);
  });

  it('holds while paused and goes on when resumed', async () => {
    const supervisor = supervise();
    let done = 0;
    const counted = supervisor.run('count', { to: 300 }, { onProgress: (step) => (done = step.done) });
    while (done < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    supervisor.pause();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const heldAt = done;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(done).toBe(heldAt);
    expect(heldAt).toBeLessThan(300);
    supervisor.resume();
    expect(await counted).toEqual({ counted: 300 });
  });

  it('can be cancelled while paused', async () => {
    const supervisor = supervise();
    supervisor.pause();
    const abort = new AbortController();
    const counted = supervisor.run('count', { to: 10 }, { signal: abort.signal });
    setTimeout(() => {
      abort.abort();
    }, 100);
    await expect(counted).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('a compute process that dies', () => {
  for (const how of ['abort', 'SIGKILL'] as const) {
    it(`of ${how}: its tasks are reported lost, the next one runs in a new process`, async () => {
      const supervisor = supervise();
      const pid = Number(await supervisor.run('pid', {}));
      const counting = supervisor.run('count', { to: 100_000 });
      const dying = how === 'abort' ? supervisor.run('abort', {}) : supervisor.run('hang', {});
      if (how === 'SIGKILL') process.kill(pid, 'SIGKILL');
      await expect(counting).rejects.toMatchObject({ code: 'compute-process-lost' });
      await expect(dying).rejects.toMatchObject({ code: 'compute-process-lost' });
      const next = Number(await supervisor.run('pid', {}));
      expect(next).not.toBe(pid);
      expect(exists(pid)).toBe(false);
      expect(logs.join('\n')).toMatch(/process ended .* with 2 tasks running/);
    });
  }

  it('at every start is given up for a while, and tried again later', async () => {
    let starts = 0;
    const supervisor = supervise({
      spawn: () => {
        starts += 1;
        return forkedNodePort(file(starts <= 5 ? 'crashingChild.ts' : 'taskChild.ts'));
      },
      timing: { firstBackoff: 1, coolDown: 1000 },
    });
    for (let i = 0; i < 5; i++) {
      await expect(supervisor.run('pid', {})).rejects.toMatchObject({ code: 'compute-process-lost' });
    }
    await expect(supervisor.run('pid', {})).rejects.toMatchObject({ code: 'compute-process-unstable' });
    expect(starts).toBe(5);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(await supervisor.run('pid', {})).toEqual(expect.any(Number));
  });

  it('is started once for tasks that come at the same time', async () => {
    let starts = 0;
    const supervisor = supervise({
      spawn: () => {
        starts += 1;
        return forkedNodePort(file('taskChild.ts'));
      },
    });
    const [a, b] = await Promise.all([supervisor.run('pid', {}), supervisor.run('pid', {})]);
    expect(a).toBe(b);
    expect(starts).toBe(1);
  });

  it('because it was told to restart: no crash, and the next one runs in a new process', async () => {
    const supervisor = supervise({ timing: { firstBackoff: 60_000 } });
    const pids = new Set<unknown>();
    for (let i = 0; i < 2; i++) {
      pids.add(await supervisor.run('pid', {}));
      const hung = expect(supervisor.run('hang', {})).rejects.toMatchObject({ code: 'compute-process-lost' });
      // At once, without waiting for the old one to be gone.
      const restarted = supervisor.restart();
      pids.add(await supervisor.run('pid', {}));
      await Promise.all([hung, restarted]);
      await supervisor.restart();
    }
    expect(pids.size).toBe(4);
    expect(logs).toEqual([]);
    await supervisor.restart();
  });

  it('because its device was lost is restarted at once, without counting as a crash', async () => {
    const supervisor = supervise({ timing: { firstBackoff: 60_000 } });
    const pid = Number(await supervisor.run('pid', {}));
    const hung = expect(supervisor.run('hang', {})).rejects.toMatchObject({ code: 'compute-process-lost' });
    await expect(supervisor.run('loseDevice', {})).rejects.toMatchObject({ code: 'provider-lost' });
    expect(await supervisor.run('pid', {})).not.toBe(pid);
    await hung;
    expect(logs).toEqual([]);
  });

  it('on closing reports what was running as lost', async () => {
    const supervisor = supervise();
    const pid = Number(await supervisor.run('pid', {}));
    const hung = expect(supervisor.run('hang', {})).rejects.toMatchObject({ code: 'compute-process-lost' });
    await supervisor.close();
    await hung;
    expect(exists(pid)).toBe(false);
    await expect(supervisor.run('pid', {})).rejects.toMatchObject({ code: 'compute-process-lost' });
  });
});

describe('messages that make no sense', () => {
  it('are refused by the process, which goes on', async () => {
    let port: ComputePort | undefined;
    const supervisor = supervise({ spawn: () => (port = forkedNodePort(file('taskChild.ts'))) });
    const pid = await supervisor.run('pid', {});
    port?.postMessage({ type: 'start', taskId: '', kind: 'abort', payload: {} });
    port?.postMessage('abort');
    expect(await supervisor.run('pid', {})).toBe(pid);
    expect(logs.filter((text) => text.includes('refused'))).toHaveLength(2);
  });

  it('end the process that sent them', async () => {
    const supervisor = supervise();
    const pid = Number(await supervisor.run('pid', {}));
    await expect(supervisor.run('babble', {})).rejects.toMatchObject({ code: 'compute-process-lost' });
    expect(await ends(pid)).toBe(true);
  });
});

describe('a host that dies', () => {
  it('takes its compute process along', async () => {
    const host = spawnProcess(process.execPath, [file('host.ts')], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [output] = (await once(host.stdout, 'data')) as [Buffer];
    const pid = Number(output.toString());
    expect(exists(pid)).toBe(true);
    host.kill('SIGKILL');
    expect(await ends(pid)).toBe(true);
  });
});
