import type { ErrorReport } from '../../src-shared/domain/errors.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { said, t } from './words.ts';

/** An error as it is shown: what was wrong and what to do. */
export type Failure = ErrorReport;

/** Any thrown value as something a person can act on; what is not a report is a mistake of the page itself. */
export function toFailure(error: unknown): Failure {
  if (error instanceof LapidaryError) {
    return { code: error.code, message: said(error.message), remedy: said(error.remedy) };
  }
  return {
    code: 'page-mistake',
    message: t('failure.page-mistake', { name: error instanceof Error ? error.name : typeof error }),
    remedy: t('failure.page-mistake.remedy'),
  };
}

/** Whether it came of someone's own wish to stop. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
