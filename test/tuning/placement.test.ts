import { describe, expect, it } from 'vitest';
import type { Placement, Runtime } from '../../src-main/compute/runtime.ts';
import { openRuntime } from '../../src-main/compute/sessions.ts';
import { provePlacement } from '../../src-main/tuning/placement.ts';

/** A runtime of a machine with a graphics card, of which the profiler says this. */
function onDevice(found: Placement): Runtime {
  const cpu = openRuntime({ threads: 1 });
  return {
    options: { ...cpu.options, provider: 'webgpu' },
    open: (model, options) => cpu.open(model, options),
    close: () => cpu.close(),
    placement: () => Promise.resolve(found),
  };
}

const model = new Uint8Array();

describe('the placement of a training step', () => {
  it('is proved where every node ran on the device', async () => {
    const runtime = onDevice({ nodes: { webgpu: 90 }, fallbacks: [] });
    expect(await provePlacement(runtime, model, {}, false)).toEqual({
      provider: 'webgpu',
      nodes: { webgpu: 90 },
      marked: false,
    });
  });

  it('is refused, naming the operations, where some fell to the CPU; or marked, where that is allowed', async () => {
    const runtime = onDevice({ nodes: { webgpu: 88, cpu: 2 }, fallbacks: ['Erf', 'LogSoftmax'] });
    await expect(provePlacement(runtime, model, {}, false)).rejects.toMatchObject({
      code: 'nodes-off-device',
      message: expect.stringContaining('Erf, LogSoftmax') as string,
      remedy: expect.stringContaining('cpu') as string,
    });
    expect(await provePlacement(runtime, model, {}, true)).toEqual({
      provider: 'webgpu',
      nodes: { webgpu: 88, cpu: 2 },
      marked: true,
    });
  });
});
