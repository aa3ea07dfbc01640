import { parseArgs } from 'node:util';

export interface LaunchOptions {
  /** Undefined: the usual data folder of this user. */
  readonly dataDir: string | undefined;
  /** Load the demo cohort without asking. */
  readonly demo: boolean;
}

/** Reads our own options among those that Electron and Chromium understand. `args`: without program and application. */
export function launchOptions(args: readonly string[]): LaunchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { 'data-dir': { type: 'string' }, demo: { type: 'boolean' } },
    strict: false,
  });
  const dataDir = values['data-dir'];
  return { dataDir: typeof dataDir === 'string' ? dataDir : undefined, demo: values.demo === true };
}
