import { Settings, SettingsChange } from '../../../../src-shared/contract/system.contract.ts';
import type { Command } from '../command.ts';
import { UsageError } from '../commandLine.ts';
import { textTable } from '../textTable.ts';

const keys = Object.keys(Settings.shape);

export const settingsCommand: Command = {
  name: 'settings',
  summary: 'Shows or changes on what tuning computes, and how much memory and disk it may take.',
  usage: '',
  options: {
    set: {
      type: 'string',
      multiple: true,
      value: 'KEY=VALUE',
      help: `one of ${keys.join(', ')}; the value "default" brings the default back`,
    },
  },
  async run({ args, terminal, session }) {
    const change = changeOf(args.pairs('set'));
    const { api } = await session();
    const report =
      Object.keys(change).length === 0
        ? await api.system.settings()
        : await api.system.changeSettings(change);
    const { settings, defaults, compute } = report;
    const rows = Object.entries(settings).map(([key, value]) => [
      key,
      String(value),
      String(defaults[key as keyof Settings]),
    ]);
    terminal.say(textTable([['setting', 'value', 'default'], ...rows]));
    terminal.say('');
    terminal.say(
      compute.ready
        ? `Runs compute on "${compute.provider}": ${compute.reason}`
        : `Runs are refused, since "${compute.provider}" is chosen: ${compute.reason}`,
    );
    return { document: report };
  },
};

/** @throws UsageError for what is no setting, or out of its bounds */
function changeOf(pairs: readonly [key: string, value: string][]): SettingsChange {
  const change = SettingsChange.safeParse(
    Object.fromEntries(pairs.map(([key, text]) => [key, valueOf(text)])),
  );
  if (change.success) return change.data;
  const [issue] = change.error.issues;
  const at = issue?.path.join('.') ?? '';
  if (at === '') throw new UsageError(`--set takes ${keys.join(', ')}.`);
  throw new UsageError(`--set ${at}: ${issue?.message ?? 'this value cannot be.'}`);
}

function valueOf(text: string): string | number | boolean | null {
  if (text === 'default') return null;
  if (text === 'true' || text === 'false') return text === 'true';
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}
