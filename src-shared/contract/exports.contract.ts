import { z } from 'zod';
import { StudyId } from '../domain/ids.ts';
import { procedure } from './procedure.ts';

/**
 * Documents are made on request and travel by URL: GET /media/reports/<studyId>.pdf and .csv.
 * `create` makes them ready and says where.
 */
export const exportsContract = {
  report: procedure('reports.create')
    .input(z.object({ studyId: StudyId, format: z.enum(['pdf', 'csv']) }))
    .output(z.object({ url: z.string(), fileName: z.string() })),
};
