import { z } from 'zod';

export const probeTaskKind = 'probe';

/** What the probe of one provider found; told by the compute process to its host. */
export const ProbeResult = z.object({
  selfTest: z.object({ ok: z.boolean(), maxRelativeError: z.number() }),
  gflops: z.number(),
});
export type ProbeResult = z.infer<typeof ProbeResult>;
