import type { ProviderReport } from '../../../../src-shared/contract/system.contract.ts';
import type { Command } from '../command.ts';
import { textTable } from '../textTable.ts';

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'Tells what this machine can compute with, and whether the installation is whole.',
  usage: '',
  options: {},
  async run({ terminal, session }) {
    const { api } = await session();
    const report = await api.system.doctor();
    terminal.say(providerTable(report.providers));
    terminal.say('');
    const { compute } = await api.system.settings();
    terminal.say(
      compute.ready
        ? `Runs compute on "${compute.provider}": ${compute.reason}`
        : `Runs are refused, since "${compute.provider}" is chosen: ${compute.reason}`,
    );
    for (const { name, ok, detail } of report.checks)
      terminal.say(`${ok ? 'ok ' : 'BAD'} ${name}: ${detail}`);
    return { document: report };
  },
};

/** Every provider with what was found about it. */
export function providerTable(providers: readonly ProviderReport[]): string {
  const header = [
    'provider',
    'available',
    'adapter',
    'self-test',
    'float16',
    'GFLOP/s',
    'in float16',
    'reason',
  ];
  const rows = providers.map(
    ({ name, available, adapter, selfTest, float16, gflops, float16Gflops, reason }) => [
      name,
      available ? 'yes' : 'no',
      adapter ?? '–',
      selfTest === undefined ? '–' : `${selfTest.ok ? 'ok' : 'BAD'} ${errorText(selfTest.maxRelativeError)}`,
      float16 === undefined ? '–' : float16 ? 'yes' : 'no',
      speedText(gflops),
      speedText(float16Gflops),
      reason ?? '',
    ],
  );
  return textTable([header, ...rows]);
}

function errorText(error: number): string {
  return error === Number.MAX_VALUE ? 'no numbers' : error.toExponential(1);
}

function speedText(gflops: number | undefined): string {
  if (gflops === undefined) return '–';
  return gflops < 10 ? gflops.toPrecision(2) : gflops.toFixed(0);
}
