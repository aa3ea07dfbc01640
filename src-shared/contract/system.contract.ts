import { z } from 'zod';
import { procedure } from './procedure.ts';

export const SystemInfo = z.object({
  version: z.string(),
  host: z.enum(['electron', 'web', 'cli']),
  dataDir: z.string(),
  /** The frozen network all adapters rest on. */
  backbone: z.object({ name: z.string(), sha256: z.string(), notice: z.string() }),
});
export type SystemInfo = z.infer<typeof SystemInfo>;

export const Doctor = z.object({
  providers: z.array(
    z.object({
      name: z.string(),
      available: z.boolean(),
      adapter: z.string().optional(),
      reason: z.string().optional(),
      selfTest: z.object({ ok: z.boolean(), maxRelativeError: z.number() }).optional(),
      float16: z.boolean().optional(),
      gflops: z.number().optional(),
    }),
  ),
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
});
export type Doctor = z.infer<typeof Doctor>;

export const Verification = z.object({
  ok: z.boolean(),
  problems: z.array(z.object({ kind: z.string(), where: z.string(), message: z.string() })),
});
export type Verification = z.infer<typeof Verification>;

export const systemContract = {
  info: procedure('system.read').output(SystemInfo),
  doctor: procedure('system.read').output(Doctor),
  /** Reads every row and file once and says what is not as it should be. */
  verify: procedure('system.read').output(Verification),
};
