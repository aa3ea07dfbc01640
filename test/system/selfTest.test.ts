import { describe, expect, it } from 'vitest';
import type { OpenOptions, Runtime, Session, Tensor } from '../../src-main/compute/runtime.ts';
import { openRuntime } from '../../src-main/compute/sessions.ts';
import { computesFloat16, measureGflops } from '../../src-main/system/products.ts';
import { selfTest } from '../../src-main/system/selfTest.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';

/** A runtime whose results are bent on their way out, as a faulty driver's would be. */
function bent(runtime: Runtime, output: string, bend: (value: number) => number): Runtime {
  return {
    options: runtime.options,
    close: () => runtime.close(),
    placement: (model, feeds, options) => runtime.placement(model, feeds, options),
    async open(model, options): Promise<Session> {
      const session = await runtime.open(model, options);
      return {
        inputs: session.inputs,
        outputs: session.outputs,
        release: () => session.release(),
        async run(feeds, fetch) {
          const results: Record<string, Tensor> = { ...(await session.run(feeds, fetch)) };
          const tensor = results[output];
          if (tensor?.data instanceof Float32Array)
            results[output] = { ...tensor, data: tensor.data.map(bend) };
          return results;
        },
      };
    },
  };
}

describe('the self-test of a provider', () => {
  it('passes on the CPU at float32 accuracy', async () => {
    const result = await selfTest(openRuntime());
    expect(result).toMatchObject({ ok: true, offDevice: [] });
    expect(result.maxRelativeError).toBeLessThan(2e-6);
  });

  it('knows what is right with frozen matrices in float16', async () => {
    const result = await selfTest(openRuntime(), 'float16');
    expect(result).toMatchObject({ ok: true, offDevice: [] });
    expect(result.maxRelativeError).toBeGreaterThan(1e-5);
    const wrong = bent(openRuntime(), 'gradient.prompt.embed.weight', (v) => v * 1.05);
    expect((await selfTest(wrong, 'float16')).ok).toBe(false);
  });

  it.each(['loss', 'logits', 'gradient.prompt.embed.weight', 'gradient.head.bias'])(
    'finds a wrong %s',
    async (output) => {
      const runtime = openRuntime();
      expect((await selfTest(bent(runtime, output, (v) => v * 1.001))).ok).toBe(false);
      expect(await selfTest(bent(runtime, output, () => NaN))).toMatchObject({
        ok: false,
        maxRelativeError: Number.MAX_VALUE,
      });
    },
  );

  it('fails where the CPU took a part, and names it, though the numbers are right', async () => {
    const cpu = openRuntime();
    const refusing: Runtime = {
      options: { ...cpu.options, provider: 'webgpu' },
      close: () => cpu.close(),
      placement: () => Promise.resolve({ nodes: { webgpu: 80, cpu: 2 }, fallbacks: ['Erf'] }),
      open: (model, options: OpenOptions = {}) => {
        if (options.wholeOnProvider !== true) return cpu.open(model);
        throw new LapidaryError('model-not-opened', 'Some node has no kernel.', 'None.');
      },
    };
    const result = await selfTest(refusing);
    expect(result).toMatchObject({ ok: false, offDevice: ['Erf'] });
    expect(result.maxRelativeError).toBeLessThan(2e-6);
  });

  it('lets the reason why nothing opens pass', async () => {
    const cpu = openRuntime();
    const broken: Runtime = {
      ...bent(cpu, '', (v) => v),
      open: () => Promise.reject(new LapidaryError('model-not-opened', 'No device.', 'None.')),
    };
    await expect(selfTest(broken)).rejects.toMatchObject({ code: 'model-not-opened' });
  });
});

describe('products of matrices', () => {
  it('in half precision are right on the CPU, and a wrong one is found', async () => {
    const runtime = openRuntime();
    expect(await computesFloat16(runtime)).toBe(true);
    expect(await computesFloat16(bent(runtime, 'product', (v) => v * 1.02))).toBe(false);
    expect(await computesFloat16(bent(runtime, 'product', () => NaN))).toBe(false);
  });

  it('are timed', async () => {
    expect(await measureGflops(openRuntime())).toBeGreaterThan(0.01);
  }, 60_000);
});
