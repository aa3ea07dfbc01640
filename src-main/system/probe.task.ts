import { z } from 'zod';
import { taskHandler, type TaskHandler } from '../compute/child.ts';
import { providers, type Runtime } from '../compute/runtime.ts';
import { openRuntime, tellDevices } from '../compute/sessions.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { ProbeResult } from './probeMessages.ts';
import { computesFloat16, measureGflops } from './products.ts';
import { selfTest } from './selfTest.ts';

const Payload = z.strictObject({
  provider: z.enum(providers),
  /** Whether the host reads this process's standard error for the names of devices. */
  tellDevices: z.boolean(),
});

/**
 * Tries one provider: does it open, does it compute what it should, all of it by itself, in half precision too, and
 * how fast. Runs in a process of its own.
 */
export function probeTask(): TaskHandler {
  return taskHandler(Payload, async (payload, context) => {
    if (payload.tellDevices) tellDevices();
    const runtime = openRuntime({ provider: payload.provider });
    try {
      const test = await selfTest(runtime);
      if (!test.ok) return { selfTest: test } satisfies ProbeResult;
      await context.yieldNow();
      const gflops = await measureGflops(runtime);
      await context.yieldNow();
      // Last: a device that cannot do this may be lost by trying.
      return { selfTest: test, gflops, ...(await halfPrecision(runtime)) } satisfies ProbeResult;
    } finally {
      await runtime.close();
    }
  });
}

async function halfPrecision(runtime: Runtime): Promise<Pick<ProbeResult, 'float16' | 'float16Gflops'>> {
  try {
    if (!(await computesFloat16(runtime))) return { float16: false };
    if (!(await selfTest(runtime, 'float16')).ok) return { float16: false };
    return { float16: true, float16Gflops: await measureGflops(runtime, 'float16') };
  } catch (error) {
    if (error instanceof LapidaryError) return { float16: false };
    throw error;
  }
}
