import os from 'node:os';
import { describe, expect, it } from 'vitest';
import type { ComputePort, ProcessExit } from '../../src-main/compute/port.ts';
import { providers } from '../../src-main/compute/runtime.ts';
import { probeProviders } from '../../src-main/system/providers.ts';

type Answer = (payload: unknown) => { value: unknown } | { error: { code: string } } | 'crash' | 'silence';

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
      if (said === 'silence') return;
      setImmediate(() => {
        if (said === 'crash') exit({ code: null, signal: 'SIGABRT' });
        else if ('value' in said) hear({ type: 'result', taskId, value: said.value });
        else hear({ type: 'error', taskId, error: { message: 'm', remedy: 'r', ...said.error } });
      });
    },
  };
}

const passed = { ok: true, maxRelativeError: 1e-7 };
const works = { gflops: 300, float16: true, float16Gflops: 250 };
const tells = (test: { ok: boolean; maxRelativeError: number }, ...offDevice: string[]) => ({
  selfTest: { ...test, offDevice },
});

describe('probing the providers', () => {
  it('reports each one: what works with its figures, the others with the reason', async () => {
    const answers: Readonly<Record<string, ReturnType<Answer>>> = {
      cpu: { value: { ...tells(passed), ...works } },
      webgpu: 'crash',
      dml: { error: { code: 'provider-unavailable' } },
      coreml: { error: { code: 'model-not-opened' } },
      cuda: { value: tells({ ok: false, maxRelativeError: 0.3 }) },
    };
    const reports = await probeProviders(() =>
      processThat((payload) => answers[(payload as { provider: string }).provider] ?? 'crash'),
    );
    expect(reports.map(({ name }) => name)).toEqual([...providers]);
    const [cpu, webgpu, dml, coreml, cuda] = reports;
    expect(cpu).toEqual({
      name: 'cpu',
      available: true,
      adapter: os.cpus()[0]?.model.trim(),
      selfTest: passed,
      ...works,
    });
    expect(webgpu).toEqual({
      name: 'webgpu',
      available: false,
      reason: 'Its driver crashed the process that tried it.',
    });
    expect(dml?.reason).toMatch(/not part of the runtime/);
    expect(coreml?.reason).toMatch(/no device/);
    expect(cuda).toMatchObject({
      available: false,
      reason: 'It computes wrong results here.',
      selfTest: { ok: false, maxRelativeError: 0.3 },
    });
  });

  it('names the operations that a provider left to the CPU', async () => {
    const [report] = await probeProviders(() =>
      processThat(() => ({ value: tells({ ok: false, maxRelativeError: 1e-7 }, 'Erf', 'Gemm') })),
    );
    expect(report?.available).toBe(false);
    expect(report?.reason).toBe('It left operations to the CPU: Erf, Gemm.');
  });

  it('gives up a driver that hangs', async () => {
    const [cpu, webgpu] = await probeProviders(
      () =>
        processThat((payload) =>
          (payload as { provider: string }).provider === 'webgpu' ? 'silence' : 'crash',
        ),
      new AbortController().signal,
      50,
    );
    expect(cpu?.reason).toMatch(/crashed/);
    expect(webgpu).toMatchObject({ available: false, reason: 'It did not answer within 0.05 seconds.' });
  }, 15_000);

  it('ends at once when the workstation closes', async () => {
    const closing = new AbortController();
    const asked = probeProviders(() => processThat(() => 'silence'), closing.signal);
    setTimeout(() => {
      closing.abort();
    }, 20);
    expect((await asked).map(({ available }) => available)).toEqual(providers.map(() => false));
  });

  it('takes the name of the device from what native code said', async () => {
    const said =
      '[Vulkan Loader] DRIVER:   Using "A card (RADV)" with driver: "/usr/lib/libvulkan_radeon.so"';
    const [, webgpu] = await probeProviders(() => ({
      ...processThat((payload) => {
        expect(payload).toMatchObject({ tellDevices: true });
        return { value: { ...tells(passed), ...works } };
      }),
      errorOutput: Promise.resolve(said),
    }));
    expect(webgpu).toMatchObject({ name: 'webgpu', available: true, adapter: 'A card (RADV)' });
  });
});
