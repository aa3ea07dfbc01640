import type { Head } from '../../../../src-shared/contract/segmentation.contract.ts';
import type { LabelSchema } from '../../../../src-shared/contract/schemas.contract.ts';
import { LapidaryError } from '../../../../src-shared/domain/errors.ts';
import { Sha256, StudyId, type HeadId } from '../../../../src-shared/domain/ids.ts';
import { followJob, type Command, type CommandContext, type CommandResult } from '../command.ts';
import { UsageError } from '../commandLine.ts';
import type { Api } from '../session.ts';
import { textTable } from '../textTable.ts';

export const headCommand: Command = {
  name: 'head',
  summary: 'Trains, lists, shows, activates and removes segmentation heads.',
  usage: 'train --name TEXT | list | show HEAD | use HEAD | use --none --schema NAME | remove HEAD',
  options: {
    name: { type: 'string', value: 'TEXT', help: 'train: what the head is to be called' },
    schema: { type: 'string', value: 'NAME', help: 'the mask schema; left out: the only one there is' },
    study: { type: 'string', multiple: true, value: 'ID', help: 'train: left out: every study' },
    backbone: { type: 'string', value: 'HASH', help: 'train: left out: the one chosen for new runs' },
    seed: { type: 'string', value: 'N', help: 'train: left out: 1' },
    'test-share': { type: 'string', value: '0.2', help: 'train: the share of patients that it is judged on' },
    epochs: { type: 'string', value: 'N', help: 'train: instead of the usual number' },
    views: { type: 'string', value: 'N', help: 'train: fixed views of each frame; 1: the plain frame' },
    'learning-rate': { type: 'string', value: 'X', help: 'train: instead of the usual one' },
    none: { type: 'boolean', help: 'use: none of the site’s own; the shipped one answers where it fits' },
  },
  async run(context) {
    const [verb, ...rest] = context.args.positionals;
    switch (verb) {
      case 'train':
        return train(context);
      case 'list':
        return list(context);
      case 'show':
        return show(context, rest);
      case 'use':
        return use(context, rest);
      case 'remove':
        return remove(context, rest);
      case undefined:
      default:
        throw new UsageError('Say: head train, list, show, use or remove.');
    }
  },
};

async function train({ args, terminal, session }: CommandContext): Promise<CommandResult> {
  const name = args.required('name');
  const studies = StudyId.array().safeParse(args.texts('study'));
  if (!studies.success) throw new UsageError('--study: this is not the identifier of a study.');
  const backbone = args.text('backbone');
  const { api } = await session();
  const { jobId, headId } = await api.segmentation.train({
    name,
    maskSchemaId: (await maskSchema(api, args.text('schema'))).id,
    studyIds: studies.data.length === 0 ? null : studies.data,
    backbone: backbone === undefined ? null : await backboneHash(api, backbone),
    training: given({
      epochs: args.whole('epochs'),
      views: args.whole('views'),
      learningRate: args.number('learning-rate'),
    }),
    ...given({ seed: args.whole('seed'), testShare: args.number('test-share') }),
  });
  await followJob(api, jobId, terminal);
  const head = await api.segmentation.show({ headId });
  for (const line of figureLines(head)) terminal.say(line);
  terminal.say(`Not active yet: lapidary head use ${headId}`);
  return { document: { head } };
}

async function list({ terminal, session }: CommandContext): Promise<CommandResult> {
  const { api } = await session();
  const heads = await api.segmentation.heads();
  terminal.say(
    textTable([
      ['', 'head', 'name', 'classes', 'state', 'held-out Dice', 'network'],
      ...heads.map((head) => [
        head.active ? '*' : '',
        head.id ?? 'shipped',
        head.name,
        head.classes.join(', '),
        head.state,
        head.figures?.test?.dice.toFixed(3) ?? '',
        head.backbone.installed ? head.backbone.name : `${head.backbone.name} (not installed)`,
      ]),
    ]),
  );
  return { document: { heads } };
}

async function show({ terminal, session }: CommandContext, rest: string[]): Promise<CommandResult> {
  const head = await oneOf((await session()).api, rest);
  for (const line of figureLines(head)) terminal.say(line);
  return { document: { head } };
}

async function use({ args, terminal, session }: CommandContext, rest: string[]): Promise<CommandResult> {
  const { api } = await session();
  if (args.flag('none')) {
    const { id, name } = await maskSchema(api, args.text('schema'));
    await api.segmentation.activate({ maskSchemaId: id, headId: null });
    terminal.say(`No head of this site proposes masks of ${name} any more.`);
    return { document: { head: null } };
  }
  const head = await oneOf(api, rest);
  const { id, maskSchemaId } = ownOf(head);
  if (maskSchemaId === null) throw new UsageError('This head has no mask schema here.');
  await api.segmentation.activate({ maskSchemaId, headId: id });
  terminal.say(`${head.name} proposes masks now.`);
  return { document: { head: { ...head, active: true } } };
}

async function remove({ terminal, session }: CommandContext, rest: string[]): Promise<CommandResult> {
  const { api } = await session();
  const head = await oneOf(api, rest);
  await api.segmentation.remove({ headId: ownOf(head).id });
  terminal.say(`${head.name} is removed.`);
  return { document: { head } };
}

/** @throws UsageError for the shipped one, which is nobody's to change */
function ownOf({ id, maskSchemaId }: Head): {
  readonly id: HeadId;
  readonly maskSchemaId: Head['maskSchemaId'];
} {
  if (id === null) throw new UsageError('This is the shipped head: use --none to go back to it.');
  return { id, maskSchemaId };
}

/** By its id or the beginning of its hash. @throws LapidaryError `head-missing` */
async function oneOf(api: Api, [named]: readonly string[]): Promise<Head> {
  if (named === undefined) throw new UsageError('Name the head; "head list" tells which there are.');
  const heads = await api.segmentation.heads();
  const found = heads.filter(({ id, sha256 }) => id === named || sha256?.startsWith(named) === true);
  const [head] = found;
  if (head !== undefined && found.length === 1) return head;
  throw new LapidaryError(
    'head-missing',
    found.length === 0 ? 'There is no such segmentation head.' : 'Several segmentation heads begin so.',
    'See: lapidary head list.',
  );
}

/** @throws LapidaryError `schema-missing` */
export async function maskSchema(api: Api, name: string | undefined): Promise<LabelSchema> {
  const schemas = (await api.schemas.list()).filter(({ kind }) => kind === 'mask');
  const named = name === undefined ? schemas : schemas.filter((schema) => schema.name === name);
  // The newest version of a schema is the last.
  const found = named.at(-1);
  if (found !== undefined && new Set(named.map((schema) => schema.name)).size === 1) return found;
  throw new LapidaryError(
    'schema-missing',
    name === undefined ? 'There are several mask schemas.' : 'There is no mask schema of this name.',
    `Say --schema with one of: ${[...new Set(schemas.map((schema) => schema.name))].join(', ')}.`,
  );
}

async function backboneHash(api: Api, beginning: string): Promise<Sha256> {
  const { backbones } = await api.backbones.list();
  const found = backbones.find(({ sha256 }) => sha256.startsWith(beginning));
  return found?.sha256 ?? Sha256.parse(beginning);
}

function figureLines({ name, figures }: Head): string[] {
  if (figures === null) return [`${name}: no figures.`];
  const { train: learned, test, validation, split } = figures;
  const of = (what: string, part: typeof test): string[] =>
    part === null
      ? []
      : [
          `${what}: Dice ${part.dice.toFixed(3)}, IoU ${part.iou.toFixed(3)} on ${part.frames} frames of ${part.patients} patients`,
          ...part.classes.map(
            ({ code, dice, iou, frames }) =>
              `  ${code}: Dice ${dice?.toFixed(3) ?? 'none'}, IoU ${iou?.toFixed(3) ?? 'none'} on ${frames} frames`,
          ),
        ];
  return [
    `${name}: learned from ${learned.frames} frames of ${learned.patients} patients in ${figures.seconds.toFixed(0)} s`,
    ...of('held out', test),
    ...of('validation', validation),
    ...(split === 'image' ? ['Split by image: patients unknown, so these figures may be too good.'] : []),
  ];
}

/** What was said; what was left out has its usual value. */
function given<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
