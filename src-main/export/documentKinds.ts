import type { ReportFormat } from './reportInput.ts';

/** How a document of a format ends in an address and as a file, and what it is served as. */
export const documentKinds: Readonly<
  Record<ReportFormat, { readonly ending: string; readonly mediaType: string }>
> = {
  pdf: { ending: 'pdf', mediaType: 'application/pdf' },
  csv: { ending: 'csv', mediaType: 'text/csv; charset=utf-8' },
  json: { ending: 'json', mediaType: 'application/json' },
  text: { ending: 'txt', mediaType: 'text/plain; charset=utf-8' },
  'frames-csv': { ending: 'frames.csv', mediaType: 'text/csv; charset=utf-8' },
};
