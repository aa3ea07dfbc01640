import { parseArgs, type ParseArgsConfig } from 'node:util';

/** What a command's option is, for parsing and for the usage text. */
export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  /** What stands for its value in the usage text. */
  readonly value?: string;
  readonly help: string;
}

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** What every command takes. */
export const commonOptions: OptionSpecs = {
  'data-dir': { type: 'string', value: 'DIR', help: 'the data folder; left out: the one of this user' },
  json: { type: 'boolean', help: 'one JSON document on standard output' },
  help: { type: 'boolean', help: 'this text' },
};

/** A command line that cannot be understood: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The options of a command line, read one by one and checked as they are read. */
export class Arguments {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];

  constructor(values: Readonly<Record<string, unknown>>, positionals: readonly string[]) {
    this.#values = values;
    this.positionals = positionals;
  }

  flag(name: string): boolean {
    return this.#values[name] === true;
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
    return typeof value === 'string' ? value : undefined;
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw new UsageError(`--${name} is needed.`);
    return value;
  }

  /** Every value of an option that may be given more than once. */
  texts(name: string): string[] {
    const value = this.#values[name];
    return Array.isArray(value) ? value.map(String) : [];
  }

  /** "a,b" → ["a", "b"] */
  list(name: string): string[] {
    return (this.text(name) ?? '').split(',').filter((part) => part !== '');
  }

  number(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value)) {
      throw new UsageError(`--${name} ${text}: a number is needed.`);
    }
    return value;
  }

  whole(name: string): number | undefined {
    const value = this.number(name);
    if (value !== undefined && !Number.isInteger(value)) {
      throw new UsageError(`--${name} ${value}: a whole number is needed.`);
    }
    return value;
  }

  choice<const Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const found = choices.find((choice) => choice === text);
    if (found === undefined)
      throw new UsageError(`--${name} ${text}: one of ${choices.join(', ')} is needed.`);
    return found;
  }

  /** Repeated "key=value" as pairs. */
  pairs(name: string): [key: string, value: string][] {
    return this.texts(name).map((text) => {
      const at = text.indexOf('=');
      if (at < 1) throw new UsageError(`--${name} ${text}: NAME=VALUE is needed.`);
      return [text.slice(0, at), text.slice(at + 1)];
    });
  }
}

/** @throws UsageError for an option that is not known or lacks its value */
export function parseCommandLine(args: readonly string[], own: OptionSpecs): Arguments {
  const options: NonNullable<ParseArgsConfig['options']> = {};
  for (const [name, { type, multiple = false }] of Object.entries({ ...own, ...commonOptions })) {
    options[name] = { type, multiple };
  }
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    return new Arguments(values, positionals);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The command line cannot be understood.');
  }
}

/** The lines that tell a command's options, aligned. */
export function optionLines(own: OptionSpecs): string[] {
  const rows = Object.entries({ ...own, ...commonOptions }).map(([name, { value, help, multiple }]) => {
    const shown = `--${name}${value === undefined ? '' : ` ${value}`}${multiple === true ? ' …' : ''}`;
    return [shown, help] as const;
  });
  const width = Math.max(...rows.map(([shown]) => shown.length));
  return rows.map(([shown, help]) => `  ${shown.padEnd(width)}  ${help}`);
}
