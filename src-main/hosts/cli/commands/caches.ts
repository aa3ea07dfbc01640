import { diskSize } from '../../../../src-shared/domain/cacheLine.ts';
import type { Command } from '../command.ts';

export const cachesCommand: Command = {
  name: 'caches',
  summary: 'Tells what is kept on disk because it is costly to compute, and deletes it on request.',
  usage: '[--clear]',
  options: { clear: { type: 'boolean', help: 'delete it; it is computed again when it is needed' } },
  async run({ args, terminal, session }) {
    const { api } = await session();
    const usage = args.flag('clear') ? await api.system.clearCaches() : await api.system.caches();
    const { bytes, files, limitBytes } = usage;
    terminal.say(
      `${diskSize(bytes)} in ${files} files, of ${diskSize(limitBytes)} allowed. ` +
        'Safe to delete at any time, with --clear or by hand.',
    );
    return { document: usage };
  },
};
