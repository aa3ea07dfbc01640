import { z } from 'zod';
import { StudyId } from '../domain/ids.ts';
import { procedure } from './procedure.ts';
import { Preferences } from './system.contract.ts';

/** What of a report may be chosen; what is left out is as the workstation is set. */
export const ReportChoice = z.object({
  /** Of the signed readings; null: what was signed last where the study is signed, else the reading as it is now. */
  version: z.int().min(1).nullable().default(null),
  language: Preferences.shape.language.exclude(['auto']).optional(),
  paper: Preferences.shape.paper.optional(),
});

/** `csv` has a row per finding of the reading; `frames-csv` a row per frame predicted of one, as predictions are now. */
export const reportFormats = ['pdf', 'csv', 'json', 'text', 'frames-csv'] as const;

export const ReportRequest = ReportChoice.extend({ studyId: StudyId, format: z.enum(reportFormats) });
export type ReportRequest = z.infer<typeof ReportRequest>;

/**
 * Documents are made on request and travel by URL: GET /media/reports/<studyId>.pdf, .csv, .json, .txt and .frames.csv,
 * with what was chosen as ?version=&language=&paper=.
 */
export const exportsContract = {
  /** Says where the document is, and what it is called. */
  report: procedure('reports.create')
    .input(ReportRequest)
    .output(z.object({ url: z.string(), fileName: z.string() })),
};
