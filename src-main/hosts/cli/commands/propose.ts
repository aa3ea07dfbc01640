import { ProposalSource } from '../../../../src-shared/contract/segmentation.contract.ts';
import { StudyId } from '../../../../src-shared/domain/ids.ts';
import { followJob, type Command } from '../command.ts';
import { UsageError } from '../commandLine.ts';
import { maskSchema } from './head.ts';

export const proposeCommand: Command = {
  name: 'propose',
  summary: 'Proposes masks for the frames of studies; nothing of a frame changes before one is accepted.',
  usage: '--study ID … [--source HEAD|HASH] [--all] [--accept]',
  options: {
    study: { type: 'string', multiple: true, value: 'ID', help: 'which studies' },
    source: {
      type: 'string',
      value: 'ID|HASH',
      help: 'a head by its id, a head or a model by its hash; left out: the active head',
    },
    schema: {
      type: 'string',
      value: 'NAME',
      help: 'whose active head; left out: the first schema that has one',
    },
    all: { type: 'boolean', help: 'also for frames that have a mask' },
    accept: { type: 'boolean', help: 'make every open proposal of this source the mask of its frame' },
  },
  async run({ args, terminal, session }) {
    const studies = StudyId.array().min(1).safeParse(args.texts('study'));
    if (!studies.success) throw new UsageError('--study: the identifier of at least one study is needed.');
    const source = ProposalSource.safeParse(args.text('source') ?? 'active');
    if (!source.success) throw new UsageError('--source: this is neither an identifier nor a whole hash.');
    const { api } = await session();
    const schema = args.text('schema');
    const started = await api.segmentation.propose({
      studyIds: studies.data,
      source: source.data,
      maskSchemaId: schema === undefined ? null : (await maskSchema(api, schema)).id,
      only: args.flag('all') ? 'all' : 'without-mask',
    });
    await followJob(api, started.jobId, terminal);
    const report = await api.segmentation.proposed({ jobId: started.jobId });
    terminal.say(
      `${report.proposed} proposed by ${started.source.name}, ${report.kept} were there already, ${report.skipped.length} skipped.`,
    );
    for (const { frameId, message } of report.skipped) terminal.say(`frame ${frameId}: ${message}`);
    if (!args.flag('accept')) return { document: { ...report, source: started.source } };
    const open = [];
    for (const studyId of studies.data) {
      const proposals = await api.segmentation.proposals({ studyId });
      open.push(
        ...proposals.filter(
          ({ state, source: of }) => state === 'open' && of.sha256 === started.source.sha256,
        ),
      );
    }
    const { accepted, left } =
      open.length === 0
        ? { accepted: [], left: [] }
        : await api.segmentation.accept({ proposalIds: open.map(({ id }) => id) });
    terminal.say(`${accepted.length} accepted.`);
    for (const { message } of left) terminal.say(message);
    return { document: { ...report, source: started.source, accepted, left } };
  },
};
