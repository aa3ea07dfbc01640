import { z } from 'zod';
import { JobId } from '../domain/ids.ts';
import { procedure } from './procedure.ts';

export const demoContract = {
  status: procedure('system.read').output(
    z.object({
      loaded: z.boolean(),
      /** Nothing imported yet and the offer not declined: the first launch. */
      offer: z.boolean(),
      frames: z.int(),
    }),
  ),
  load: procedure('demo.load').output(z.object({ jobId: JobId })),
  decline: procedure('demo.load'),
};
