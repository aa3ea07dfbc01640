import path from 'node:path';
import type { MaskMapping } from '../../../../src-shared/contract/imports.contract.ts';
import { UsageError, type Arguments } from '../commandLine.ts';
import { followJob, type Command } from '../command.ts';

export const importCommand: Command = {
  name: 'import',
  summary: 'Takes pictures with their masks and labels into the data folder.',
  usage: 'PATH… | --manifest CSV',
  options: {
    manifest: {
      type: 'string',
      value: 'CSV',
      help: 'columns image and, if wanted, mask, patient, study, label, site; paths relative to the file',
    },
    'mask-values': {
      type: 'string',
      value: 'V=CLASS,…',
      help: 'what the values of masks mean: 0=background,255=stone',
    },
    'mask-threshold': {
      type: 'string',
      value: 'N',
      help: 'masks are two-valued: at or above N is the region',
    },
    'single-mask-class': {
      type: 'boolean',
      help: 'all mask classes count as one, so that they cannot tell the label',
    },
    schema: {
      type: 'string',
      value: 'NAME',
      help: 'the label schema of the label column; left out: made from the labels',
    },
  },
  async run({ args, terminal, session }) {
    const manifest = args.text('manifest');
    if (manifest === undefined && args.positionals.length === 0) {
      throw new UsageError('Name files or folders to import, or a --manifest.');
    }
    const options = {
      masks: maskMapping(args),
      schema: args.text('schema') ?? null,
      singleMaskClass: args.flag('single-mask-class'),
    };
    const { api } = await session();
    const { jobId } = await api.imports.startPaths({
      paths: args.positionals.map((given) => path.resolve(given)),
      manifest: manifest === undefined ? null : path.resolve(manifest),
      options,
    });
    await followJob(api, jobId, terminal);
    const report = await api.imports.report({ jobId });
    terminal.say(
      `${report.imported} imported, ${report.duplicates} there already, ${report.refused.length} refused.`,
    );
    for (const { file, message, remedy } of report.refused) terminal.say(`${file}: ${message} ${remedy}`);
    for (const line of report.notes) terminal.say(line);
    return { document: report };
  },
};

function maskMapping(args: Arguments): MaskMapping | null {
  const threshold = args.whole('mask-threshold');
  const listed = args.list('mask-values');
  if (threshold !== undefined && listed.length > 0) {
    throw new UsageError('Masks have either values or a threshold, not both.');
  }
  if (threshold !== undefined) return { kind: 'threshold', threshold, code: 'region' };
  if (listed.length === 0) return null;
  return {
    kind: 'values',
    values: listed.map((pair) => {
      const [value, code, ...rest] = pair.split('=');
      if (!/^\d+$/.test(value ?? '') || code === undefined || code === '' || rest.length > 0) {
        throw new UsageError(`--mask-values ${pair}: VALUE=CLASS is needed, such as 255=stone.`);
      }
      return { value: Number(value), code };
    }),
  };
}
