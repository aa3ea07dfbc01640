/** Counts what a test run came to, from Vitest's JSON report, so that nothing that went wrong can look like a pass. */
import { z } from 'zod';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What to print above the closing line: failures that have no test of their own, and every skipped test. */
  readonly notes: readonly string[];
}

const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/**
 * @param report Vitest's JSON report, parsed, or null if it wrote none
 * @param exitCode Vitest's exit status, null if it was killed
 */
export function tally(report: unknown, exitCode: number | null): Tally {
  const parsed = Report.safeParse(report);
  if (!parsed.success) {
    return { passed: 0, failed: 1, skipped: 0, notes: ['The test runner ended without a report.'] };
  }
  let passed = 0;
  let failed = 0;
  const skipped: string[] = [];
  const notes: string[] = [];
  for (const file of parsed.data.testResults) {
    let failedHere = 0;
    for (const test of file.assertionResults) {
      if (test.status === 'passed') passed += 1;
      else if (test.status === 'failed') failedHere += 1;
      else skipped.push(`skipped: ${test.fullName}`);
    }
    if (file.status === 'failed' && failedHere === 0) {
      // It did not load, or one of its hooks threw: none of its tests says so.
      failedHere = 1;
      notes.push(`failed outside its tests: ${file.name} ${file.message}`.trim());
    }
    failed += failedHere;
  }
  if (passed + failed === 0) {
    failed = 1;
    notes.push('No test ran.');
  } else if (exitCode !== 0 && failed === 0) {
    failed = 1;
    notes.push(
      `Every test passed, but the runner ended with ${String(exitCode)}: an error outside the tests.`,
    );
  }
  return { passed, failed, skipped: skipped.length, notes: [...notes, ...skipped] };
}

/** The line a test run ends with. */
export function closingLine({ passed, failed, skipped }: Tally): string {
  return `${String(passed)} passed, ${String(failed)} failed, ${String(skipped)} skipped`;
}
