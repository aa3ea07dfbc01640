import { reportCheckpoint } from '../../../workstation.ts';
import type { Command } from '../command.ts';
import { UsageError } from '../commandLine.ts';
import { textTable } from '../textTable.ts';

export const checkpointCommand: Command = {
  name: 'checkpoint',
  summary: 'Lists what a file of weights holds: tensors, types, shapes, checksums. Nothing in it is run.',
  usage: 'inspect FILE',
  options: {},
  async run({ args, terminal }) {
    const [verb, file, ...rest] = args.positionals;
    if (verb !== 'inspect' || file === undefined || rest.length > 0) {
      throw new UsageError('Say: checkpoint inspect FILE.');
    }
    const report = await reportCheckpoint(file, (done, total) => {
      terminal.progress(`tensor ${done + 1} of ${total}`);
    });
    terminal.progress('');
    const tensors = Object.entries(report.tensors);
    const family = report.family === undefined ? 'no vision transformer of a known family' : report.family;
    terminal.say(`${report.format}, ${tensors.length} tensors, ${family}`);
    const rows = tensors.map(([name, { dtype, shape, sha256 }]) => [
      ...[name, dtype, `[${shape.join(', ')}]`, sha256.slice(0, 12)],
    ]);
    terminal.say(textTable([['tensor', 'type', 'shape', 'sha256'], ...rows]));
    for (const note of report.notes) terminal.note(note);
    return { document: report };
  },
};
