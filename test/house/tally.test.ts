import { describe, expect, it } from 'vitest';
import { closingLine, tally } from '../../scripts/tally.ts';

function file(status: string, ...tests: string[]): unknown {
  return {
    name: 'test/some.test.ts',
    status,
    message: '',
    assertionResults: tests.map((each, index) => ({ fullName: `test ${String(index)}`, status: each })),
  };
}

describe('the closing line of a test run', () => {
  it('counts passed, failed and skipped tests over all files', () => {
    const report = { testResults: [file('passed', 'passed', 'passed', 'skipped'), file('failed', 'failed')] };
    expect(closingLine(tally(report, 1))).toBe('2 passed, 1 failed, 1 skipped');
  });

  it('names every skipped test, also those yet to be written', () => {
    const report = { testResults: [file('passed', 'passed', 'pending', 'todo')] };
    expect(tally(report, 0)).toMatchObject({ skipped: 2, notes: ['skipped: test 1', 'skipped: test 2'] });
  });

  it('counts a file that does not load as a failure', () => {
    const report = { testResults: [file('passed', 'passed'), file('failed')] };
    expect(closingLine(tally(report, 1))).toBe('1 passed, 1 failed, 0 skipped');
  });

  it('counts a hook that throws as a failure beside tests that passed', () => {
    expect(tally({ testResults: [file('failed', 'passed')] }, 1)).toMatchObject({ passed: 1, failed: 1 });
  });

  it('fails when no test ran', () => {
    expect(tally({ testResults: [] }, 0)).toMatchObject({ failed: 1, notes: ['No test ran.'] });
    expect(tally({ testResults: [file('passed', 'skipped')] }, 0).failed).toBe(1);
  });

  it('fails when the runner reports an error that no test saw', () => {
    expect(tally({ testResults: [file('passed', 'passed')] }, 1)).toMatchObject({ passed: 1, failed: 1 });
    expect(tally({ testResults: [file('passed', 'passed')] }, null).failed).toBe(1);
  });

  it('fails when the runner leaves no report', () => {
    expect(tally(null, 0)).toMatchObject({ passed: 0, failed: 1 });
    expect(tally({ something: 'else' }, 0).failed).toBe(1);
  });
});
