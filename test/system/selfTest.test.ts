import { describe, expect, it } from 'vitest';
import type { Runtime, Session, Tensor } from '../../src-main/compute/runtime.ts';
import { openRuntime } from '../../src-main/compute/sessions.ts';
import { selfTest } from '../../src-main/system/selfTest.ts';

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
    expect(result.ok).toBe(true);
    expect(result.maxRelativeError).toBeLessThan(2e-6);
  });

  it.each(['loss', 'byFirst', 'bySecond'])('finds a wrong %s', async (output) => {
    const runtime = openRuntime();
    expect((await selfTest(bent(runtime, output, (v) => v * 1.001))).ok).toBe(false);
    expect(await selfTest(bent(runtime, output, () => NaN))).toEqual({
      ok: false,
      maxRelativeError: Infinity,
    });
  });
});
