import path from 'node:path';
import type {
  MaskModelEntry,
  MaskModelProposal,
} from '../../../../src-shared/contract/maskModels.contract.ts';
import { LapidaryError } from '../../../../src-shared/domain/errors.ts';
import { StatedMaskModel, type MaskModelFactName } from '../../../../src-shared/domain/maskModelCard.ts';
import {
  followJob,
  type Command,
  type CommandContext,
  type CommandResult,
  type Terminal,
} from '../command.ts';
import { UsageError, type Arguments } from '../commandLine.ts';
import type { Api } from '../session.ts';

export const maskModelCommand: Command = {
  name: 'mask-model',
  summary: 'Imports an ONNX model that proposes masks, and lists, shows and removes those there are.',
  usage: 'import FILE… | list | show HASH | remove HASH',
  options: {
    'dry-run': { type: 'boolean', help: 'import: only say what the files would become' },
    name: { type: 'string', value: 'TEXT', help: 'import: what the model is to be called' },
    family: {
      type: 'string',
      value: 'ID',
      help: 'segmentation, sam, sam2, edge-sam, efficient-sam or transformers-sam',
    },
    layout: { type: 'string', value: 'NAME', help: 'of its picture: NCHW, NHWC, CHW or HWC' },
    order: { type: 'string', value: 'NAME', help: 'of its colours: RGB or BGR' },
    'input-size': {
      type: 'string',
      value: 'WxH',
      help: 'of its picture in pixels, where the file leaves it open',
    },
    resize: { type: 'string', value: 'NAME', help: 'stretch, pad (longer side, then padding) or fit' },
    pad: { type: 'string', value: 'R,G,B', help: 'pixel values of the padding, 0 to 255' },
    scale: { type: 'string', value: 'X', help: 'pixels are multiplied by it before the mean is taken away' },
    mean: { type: 'string', value: 'R,G,B', help: 'of its colours, after scaling' },
    std: { type: 'string', value: 'R,G,B', help: 'of its colours, after scaling' },
    'output-layout': { type: 'string', value: 'NAME', help: 'of its map: NCHW, NHWC, CHW, HWC, NHW or HW' },
    meaning: { type: 'string', value: 'NAME', help: 'of its map: logits, probabilities or indices' },
    activation: { type: 'string', value: 'NAME', help: 'softmax or sigmoid' },
    threshold: { type: 'string', value: 'X', help: 'probability from which on a channel of sigmoid holds' },
    schema: { type: 'string', value: 'NAME', help: 'the mask schema that its classes are of' },
    class: {
      type: 'string',
      multiple: true,
      value: 'N=CODE',
      help: 'what a channel or number is: the code of a class, or background',
    },
  },
  async run(context) {
    const [verb, ...rest] = context.args.positionals;
    switch (verb) {
      case 'import':
        return importFiles(context, rest);
      case 'list':
        return list(context);
      case 'show':
        return show(context, rest);
      case 'remove':
        return remove(context, rest);
      case undefined:
      default:
        throw new UsageError('Say: mask-model import, list, show or remove.');
    }
  },
};

async function importFiles(
  { args, terminal, session }: CommandContext,
  files: string[],
): Promise<CommandResult> {
  if (files.length === 0) throw new UsageError('Name the .onnx file, or the encoder and the decoder.');
  const { api } = await session();
  const request = { paths: files.map((file) => path.resolve(file)), stated: await statedOf(args, api) };
  const proposal = await api.maskModels.inspectPaths(request);
  tellProposal(proposal, terminal);
  if (args.flag('dry-run')) return { document: { proposal } };
  const { jobId } = await api.maskModels.importPaths(request);
  await followJob(api, jobId, terminal);
  const imported = await api.maskModels.imported({ jobId });
  terminal.say(
    `${imported.alreadyThere ? 'Was there already' : 'Imported'}: ${imported.name}, ${imported.sha256}`,
  );
  terminal.say(imported.selfTest);
  return { document: { ...imported, proposal } };
}

function tellProposal({ familyTitle, files, facts, warnings }: MaskModelProposal, terminal: Terminal): void {
  terminal.say(
    `${familyTitle}: ${files.map(({ role, bytes }) => `${role} of ${megabytes(bytes)}`).join(', ')}`,
  );
  for (const { name, value, source, note } of facts) {
    const said =
      value === null
        ? 'has to be stated'
        : Array.isArray(value)
          ? value.map(rounded).join(', ')
          : rounded(value);
    terminal.say(`  ${name.padEnd(14)} ${said}  (${source}${note === '' ? '' : `: ${note}`})`);
  }
  for (const line of warnings) terminal.note(line);
}

function rounded(value: string | number): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(6))) : value;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

async function list({ terminal, session }: CommandContext): Promise<CommandResult> {
  const { models } = await (await session()).api.maskModels.list();
  for (const { sha256, name, familyTitle, bytes, state } of models) {
    terminal.say([sha256.slice(0, 12), name, familyTitle, megabytes(bytes), state].join('  '));
  }
  return { document: { models } };
}

async function show({ terminal, session }: CommandContext, rest: string[]): Promise<CommandResult> {
  const model = await oneOf((await session()).api, rest);
  terminal.print(JSON.stringify(model, null, 2));
  return { document: null };
}

async function remove({ terminal, session }: CommandContext, rest: string[]): Promise<CommandResult> {
  const { api } = await session();
  const { sha256 } = await oneOf(api, rest);
  const { name } = await api.maskModels.remove({ sha256 });
  terminal.say(`Removed: ${name}. Its files can be imported again.`);
  return { document: { sha256, name } };
}

/** By the beginning of its hash. */
async function oneOf(api: Api, [given, ...rest]: string[]): Promise<MaskModelEntry> {
  if (given === undefined || rest.length > 0 || !/^[0-9a-f]{4,64}$/.test(given)) {
    throw new UsageError('Name one model by its hash, or the first digits of it.');
  }
  const { models } = await api.maskModels.list();
  const [found, ...more] = models.filter(({ sha256 }) => sha256.startsWith(given));
  if (found === undefined || more.length > 0) {
    throw new LapidaryError(
      'not-found',
      found === undefined ? 'No model has this hash.' : 'Several models have hashes that begin like this.',
      '`lapidary mask-model list --json` tells the hashes.',
    );
  }
  return found;
}

/** The option that states a fact. */
const optionOf: Readonly<Partial<Record<MaskModelFactName, string>>> = {
  size: 'input-size',
  outputLayout: 'output-layout',
  schemaId: 'schema',
  classes: 'class',
};

async function statedOf(args: Arguments, api: Api): Promise<StatedMaskModel> {
  const given = {
    name: args.text('name'),
    family: args.text('family'),
    layout: args.text('layout'),
    order: args.text('order'),
    size: sizeOf(args),
    resize: args.text('resize'),
    pad: numbers(args, 'pad'),
    scale: args.number('scale'),
    mean: numbers(args, 'mean'),
    std: numbers(args, 'std'),
    outputLayout: args.text('output-layout'),
    meaning: args.text('meaning'),
    activation: args.text('activation'),
    threshold: args.number('threshold'),
    ...(await classesOf(args, api)),
  };
  const stated = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const parsed = StatedMaskModel.safeParse(stated);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const fact = String(issue?.path[0] ?? '');
  const option = Object.entries(optionOf).find(([name]) => name === fact)?.[1] ?? fact;
  throw new UsageError(`--${option}: ${issue?.message ?? 'it cannot be this'}.`);
}

function sizeOf(args: Arguments): number[] | undefined {
  const text = args.text('input-size');
  if (text === undefined) return undefined;
  const sides = text.split('x').map(Number);
  if (sides.length !== 2 || !sides.every(Number.isInteger)) {
    throw new UsageError(`--input-size ${text}: width and height are needed, as in 512x512.`);
  }
  return sides;
}

/** The schema that was named, or the only one there is, with the classes by their codes. */
async function classesOf(args: Arguments, api: Api): Promise<Pick<StatedMaskModel, 'schemaId' | 'classes'>> {
  const pairs = args.pairs('class');
  const wanted = args.text('schema');
  if (pairs.length === 0 && wanted === undefined) return {};
  const schemas = (await api.schemas.list()).filter(({ kind }) => kind === 'mask');
  const [schema, ...more] = wanted === undefined ? schemas : schemas.filter(({ name }) => name === wanted);
  if (schema === undefined || more.length > 0) {
    throw new UsageError(`--schema: one of ${schemas.map(({ name }) => `“${name}”`).join(', ')} is needed.`);
  }
  const classes = pairs.map(([index, code]) => {
    const found = schema.classes.find((one) => one.code === code);
    if (found === undefined && code !== 'background') {
      const codes = schema.classes.map((one) => one.code).join(', ');
      throw new UsageError(`--class ${index}=${code}: one of ${codes} or background is needed.`);
    }
    return { index: Number(index), classId: found?.id ?? null };
  });
  return { schemaId: schema.id, ...(classes.length === 0 ? {} : { classes }) };
}

function numbers(args: Arguments, name: string): number[] | undefined {
  const listed = args.list(name);
  return listed.length === 0 ? undefined : listed.map(Number);
}
