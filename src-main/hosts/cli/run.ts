import path from 'node:path';
import { LapidaryError, toErrorReport } from '../../../src-shared/domain/errors.ts';
import { defaultDataDir } from '../../workstation.ts';
import type { Command, CommandContext, Terminal } from './command.ts';
import { optionLines, parseCommandLine, UsageError } from './commandLine.ts';
import { backboneCommand } from './commands/backbone.ts';
import { cachesCommand } from './commands/caches.ts';
import { checkpointCommand } from './commands/checkpoint.ts';
import { demoCommand } from './commands/demo.ts';
import { doctorCommand } from './commands/doctor.ts';
import { evaluateCommand } from './commands/evaluate.ts';
import { experimentCommand } from './commands/experiment.ts';
import { headCommand } from './commands/head.ts';
import { importCommand } from './commands/import.ts';
import { migrateCommand, verifyCommand } from './commands/maintenance.ts';
import { maskModelCommand } from './commands/maskModel.ts';
import { masksCommand } from './commands/masks.ts';
import { predictCommand } from './commands/predict.ts';
import { proposeCommand } from './commands/propose.ts';
import { reportCommand } from './commands/report.ts';
import { serveCommand } from './commands/serve.ts';
import { settingsCommand } from './commands/settings.ts';
import { studiesCommand } from './commands/studies.ts';
import { tuneCommand } from './commands/tune.ts';
import { findPlaces } from './places.ts';
import { asRefusal, openSession, type Session } from './session.ts';

const commands: readonly Command[] = [
  demoCommand,
  importCommand,
  studiesCommand,
  masksCommand,
  backboneCommand,
  maskModelCommand,
  headCommand,
  proposeCommand,
  checkpointCommand,
  tuneCommand,
  evaluateCommand,
  experimentCommand,
  predictCommand,
  reportCommand,
  serveCommand,
  doctorCommand,
  settingsCommand,
  cachesCommand,
  verifyCommand,
  migrateCommand,
];

/** The world outside, so that tests can stand in for it. */
export interface Surroundings {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether a person watches standard error. */
  readonly isTerminal: boolean;
  readonly machine: Parameters<typeof defaultDataDir>[0];
  /** Folder of the program's own module. */
  readonly moduleDir: string;
}

/** Exit codes: 0 done, 1 failed, 2 the command line is not one. */
export async function runCommandLine(argv: readonly string[], around: Surroundings): Promise<0 | 1 | 2> {
  const json = argv.includes('--json');
  const answer = (document: object): void => {
    around.out(`${JSON.stringify(document)}\n`);
  };
  const [name, ...rest] = argv;
  const command = commands.find((one) => one.name === name);
  try {
    if (command === undefined) {
      if (name === undefined || name === '--help' || name === 'help') {
        around.out(overview());
        return name === undefined ? 2 : 0;
      }
      throw new UsageError(`There is no command "${name}".`);
    }
    const args = parseCommandLine(rest, command.options);
    if (args.flag('help')) {
      around.out(usageOf(command));
      return 0;
    }
    const result = await runCommand(command, args, around);
    if (json && result.document !== null) answer(result.document);
    return result.failed === true ? 1 : 0;
  } catch (thrown) {
    if (thrown instanceof UsageError) {
      if (json) answer({ error: { code: 'usage', message: thrown.message, remedy: 'See --help.' } });
      around.err(`${thrown.message}\n\n${command === undefined ? overview() : usageOf(command)}`);
      return 2;
    }
    const error = asRefusal(thrown);
    if (!(error instanceof LapidaryError)) around.err(`${traceOf(error)}\n`);
    const report = toErrorReport(error);
    if (json) answer({ error: report });
    else around.err(`${report.message} ${report.remedy}\n`);
    return 1;
  }
}

async function runCommand(
  command: Command,
  args: CommandContext['args'],
  around: Surroundings,
): ReturnType<Command['run']> {
  const places = findPlaces(around.moduleDir);
  const dataDir = path.resolve(args.text('data-dir') ?? defaultDataDir(around.machine));
  const terminal = createTerminal(around, args.flag('json'));
  const log = (line: string): void => {
    terminal.note(line);
  };
  let opening: Promise<Session> | undefined;
  const session = (): Promise<Session> => (opening ??= openSession({ dataDir, places, log }));
  try {
    return await command.run({ args, terminal, dataDir, places, log, session });
  } finally {
    const opened = await opening?.catch(() => undefined);
    await opened?.close();
  }
}

function createTerminal({ out, err, isTerminal }: Surroundings, json: boolean): Terminal {
  let shown = '';
  const wipe = (): void => {
    if (shown !== '') err(`\r${' '.repeat(shown.length)}\r`);
    shown = '';
  };
  return {
    print(line) {
      wipe();
      out(`${line}\n`);
    },
    say(line) {
      wipe();
      if (!json) out(`${line}\n`);
    },
    note(line) {
      wipe();
      err(`${line}\n`);
    },
    progress(line) {
      if (!isTerminal || line === shown) return;
      wipe();
      shown = line.slice(0, 100);
      err(shown);
    },
  };
}

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    'Usage: lapidary COMMAND [--data-dir DIR] [--json]',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'lapidary COMMAND --help tells more.',
    '',
  ].join('\n');
}

function usageOf({ name, usage, summary, options }: Command): string {
  const line = ['Usage: lapidary', name, usage].filter((part) => part !== '').join(' ');
  return [line, '', summary, '', ...optionLines(options), ''].join('\n');
}

/** An error's kind and where it arose, without its message, which may quote a name or a path. */
function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, 12)].join('\n');
}
