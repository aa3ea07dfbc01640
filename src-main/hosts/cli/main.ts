import os from 'node:os';
import { runCommandLine } from './run.ts';

/** Logs and what happens go to standard error, the answer to standard output. */
process.exitCode = await runCommandLine(process.argv.slice(2), {
  out: (text) => {
    process.stdout.write(text);
  },
  err: (text) => {
    process.stderr.write(text);
  },
  isTerminal: process.stderr.isTTY,
  machine: { platform: process.platform, home: os.homedir(), env: process.env },
  moduleDir: import.meta.dirname,
});
