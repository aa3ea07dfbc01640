import { z } from 'zod';

export const probeTaskKind = 'probe';

/** What the probe of one provider found; told by the compute process to its host. Speeds only after a pass. */
export const ProbeResult = z.strictObject({
  selfTest: z.strictObject({
    ok: z.boolean(),
    maxRelativeError: z.number(),
    offDevice: z.array(z.string()).readonly(),
  }),
  gflops: z.number().positive().optional(),
  float16: z.boolean().optional(),
  float16Gflops: z.number().positive().optional(),
});
export type ProbeResult = z.infer<typeof ProbeResult>;
