import { z } from 'zod';
import { taskHandler, type TaskHandler } from '../compute/child.ts';
import { providers } from '../compute/runtime.ts';
import { openRuntime } from '../compute/sessions.ts';
import type { ProbeResult } from './probeMessages.ts';
import { measureGflops, selfTest } from './selfTest.ts';

/** Tries one provider: does it open, does it compute what it should, how fast. Runs in a process of its own. */
export function probeTask(): TaskHandler {
  return taskHandler(z.object({ provider: z.enum(providers) }), async ({ provider }, context) => {
    const runtime = openRuntime({ provider });
    try {
      const test = await selfTest(runtime);
      await context.yieldNow();
      return { selfTest: test, gflops: await measureGflops(runtime) } satisfies ProbeResult;
    } finally {
      await runtime.close();
    }
  });
}
