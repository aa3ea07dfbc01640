import { AdapterId, StudyId } from '../../../../src-shared/domain/ids.ts';
import { UsageError } from '../commandLine.ts';
import { followJob, type Command } from '../command.ts';

export const predictCommand: Command = {
  name: 'predict',
  summary: 'Predicts the findings of studies.',
  usage: '[--adapter ID] [--study ID …] [--contrasts yes|no]',
  options: {
    adapter: { type: 'string', value: 'ID', help: 'left out: the active ones' },
    study: { type: 'string', multiple: true, value: 'ID', help: 'left out: every study' },
    contrasts: {
      type: 'string',
      value: 'yes|no',
      help: 'whether what the mask does is computed too, which takes several times as long; left out: where frames are few',
    },
  },
  async run({ args, terminal, session }) {
    const adapter = AdapterId.optional().safeParse(args.text('adapter'));
    const studies = StudyId.array().safeParse(args.texts('study'));
    if (!adapter.success) throw new UsageError('--adapter: this is not the identifier of an adapter.');
    if (!studies.success) throw new UsageError('--study: this is not the identifier of a study.');
    const contrasts = args.choice('contrasts', ['yes', 'no']);
    const { api } = await session();
    const { jobId } = await api.predictions.start({
      studyIds: studies.data.length === 0 ? null : studies.data,
      adapterId: adapter.data ?? null,
      contrast: contrasts === undefined ? null : contrasts === 'yes',
    });
    await followJob(api, jobId, terminal);
    const report = await api.predictions.report({ jobId });
    terminal.say(
      `${report.predicted} predicted, ${report.kept} were current already, ${report.skipped.length} skipped.`,
    );
    if (report.withoutContrast > 0) {
      terminal.say(`${report.withoutContrast} without what the mask does: it was not computed.`);
    }
    for (const { frameId, message } of report.skipped) terminal.say(`frame ${frameId}: ${message}`);
    return { document: report };
  },
};
