/**
 * An error that a person can act on. `code` is stable and machine-readable (kebab-case), `message` says what
 * was wrong and where, `remedy` what to do about it. None of the three may hold a patient's name.
 */
export class LapidaryError extends Error {
  override readonly name = 'LapidaryError';
  readonly code: string;
  readonly remedy: string;

  constructor(code: string, message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.remedy = remedy;
  }
}

/** The wire and JSON form of an error: `{ code, message, remedy }`. */
export interface ErrorReport {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/**
 * Any thrown value as a report. An unexpected error keeps its own message out of the report, since it may
 * quote what a file contained; the original goes to the log through `cause`.
 */
export function toErrorReport(error: unknown): ErrorReport {
  if (error instanceof LapidaryError) {
    return { code: error.code, message: error.message, remedy: error.remedy };
  }
  return {
    code: 'unexpected',
    message: `Something went wrong that Lapidary did not foresee (${error instanceof Error ? error.name : typeof error}).`,
    remedy: 'Nothing was lost. Try once more; if it happens again, send the log to your administrator.',
  };
}

/** For the default branch of an exhaustive switch. */
export function unreachable(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
