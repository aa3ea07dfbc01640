import { describe, expect, it } from 'vitest';
import type { ComputePort, ProcessExit } from '../../src-main/compute/port.ts';
import { providers } from '../../src-main/compute/runtime.ts';
import { probeProviders } from '../../src-main/system/providers.ts';

type Answer = (payload: unknown) => { value: unknown } | { error: { code: string } } | 'crash';

/** A process as the operating system would give it, that answers a probe the way it is told to. */
function processThat(answer: Answer): ComputePort {
  let hear: (message: unknown) => void = () => undefined;
  let exit: (how: ProcessExit) => void = () => undefined;
  setImmediate(() => {
    hear({ type: 'ready' });
  });
  return {
    pid: 1,
    onMessage: (listener) => {
      hear = listener;
    },
    onExit: (listener) => {
      exit = listener;
    },
    kill: () => {
      exit({ code: null, signal: 'SIGKILL' });
    },
    postMessage(message) {
      const { type, taskId, payload } = message as { type: string; taskId: string; payload: unknown };
      if (type !== 'start') return;
      const said = answer(payload);
      setImmediate(() => {
        if (said === 'crash') exit({ code: null, signal: 'SIGABRT' });
        else if ('value' in said) hear({ type: 'result', taskId, value: said.value });
        else hear({ type: 'error', taskId, error: { message: 'm', remedy: 'r', ...said.error } });
      });
    },
  };
}

const works = { selfTest: { ok: true, maxRelativeError: 1e-7 }, gflops: 300 };

describe('probing the providers', () => {
  it('reports each one: what works with its figures, the others with the reason', async () => {
    const answers: Readonly<Record<string, ReturnType<Answer>>> = {
      cpu: { value: works },
      webgpu: 'crash',
      dml: { error: { code: 'provider-unavailable' } },
      coreml: { error: { code: 'model-not-opened' } },
      cuda: { value: { ...works, selfTest: { ok: false, maxRelativeError: 0.3 } } },
    };
    const reports = await probeProviders(() =>
      processThat((payload) => answers[(payload as { provider: string }).provider] ?? 'crash'),
    );
    expect(reports.map(({ name }) => name)).toEqual([...providers]);
    const [cpu, webgpu, dml, coreml, cuda] = reports;
    expect(cpu).toEqual({ name: 'cpu', available: true, ...works });
    expect(webgpu).toMatchObject({
      available: false,
      reason: 'Its driver crashed the process that tried it.',
    });
    expect(dml?.reason).toMatch(/not part of the runtime/);
    expect(coreml?.reason).toMatch(/no device/);
    expect(cuda).toMatchObject({ available: false, reason: 'It computes wrong results here.', gflops: 300 });
  });
});
