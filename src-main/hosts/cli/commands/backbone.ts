import path from 'node:path';
import type { Backbone, BackboneProposal } from '../../../../src-shared/contract/backbones.contract.ts';
import { StatedFacts } from '../../../../src-shared/domain/backboneFacts.ts';
import { LapidaryError } from '../../../../src-shared/domain/errors.ts';
import {
  followJob,
  type Command,
  type CommandContext,
  type CommandResult,
  type Terminal,
} from '../command.ts';
import { UsageError, type Arguments } from '../commandLine.ts';
import type { Api } from '../session.ts';

export const backboneCommand: Command = {
  name: 'backbone',
  summary:
    'Imports a frozen network from a file of weights, and lists, shows, checks and removes those there are.',
  usage: 'import FILE… | list | show HASH | use HASH | remove HASH | verify [HASH]',
  options: {
    main: { type: 'string', value: 'NAME', help: 'import: which of several files is to be imported' },
    'dry-run': { type: 'boolean', help: 'import: only say what the file would become' },
    'leave-unknown': { type: 'boolean', help: 'import: leave out tensors that are not known' },
    entry: { type: 'string', value: 'ID', help: 'import: the network of the catalogue that it is' },
    name: { type: 'string', value: 'TEXT', help: 'import: what the network is to be called' },
    family: { type: 'string', value: 'ID', help: 'vit, deit, dino, dinov2, mae or clip' },
    pretraining: {
      type: 'string',
      value: 'KIND',
      help: 'supervised, contrastive, self-distilled, masked-autoencoder or unknown',
    },
    licence: { type: 'string', value: 'TEXT', help: 'the terms of its publisher' },
    'input-size': { type: 'string', value: 'N', help: 'side of its square input in pixels' },
    heads: { type: 'string', value: 'N', help: 'attention heads' },
    epsilon: { type: 'string', value: 'X', help: 'of its layer norms' },
    activation: { type: 'string', value: 'NAME', help: 'gelu, quick-gelu or gelu-tanh' },
    pooling: { type: 'string', value: 'NAME', help: 'cls, mean or mean-then-norm' },
    mean: { type: 'string', value: 'R,G,B', help: 'of its colours, between 0 and 1' },
    std: { type: 'string', value: 'R,G,B', help: 'of its colours' },
    interpolation: { type: 'string', value: 'NAME', help: 'area, bilinear or bicubic' },
    crop: { type: 'string', value: 'NAME', help: 'whole or centre' },
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
      case 'use':
        return use(context, rest);
      case 'remove':
        return remove(context, rest);
      case 'verify':
        return verify(context, rest);
      case undefined:
      default:
        throw new UsageError('Say: backbone import, list, show, use, remove or verify.');
    }
  },
};

async function importFiles(
  { args, terminal, session }: CommandContext,
  files: string[],
): Promise<CommandResult> {
  if (files.length === 0)
    throw new UsageError('Name the file of weights, its index, or the folder it lies in.');
  const request = {
    paths: files.map((file) => path.resolve(file)),
    main: args.text('main') ?? null,
    stated: statedFacts(args),
    entry: args.text('entry') ?? null,
  };
  const { api } = await session();
  const proposal = await api.backbones.inspectPaths(request);
  tellProposal(proposal, terminal);
  if (args.flag('dry-run')) return { document: { proposal } };
  const { jobId } = await api.backbones.importPaths({ ...request, leaveUnknown: args.flag('leave-unknown') });
  await followJob(api, jobId, terminal);
  const imported = await api.backbones.imported({ jobId });
  terminal.say(
    `${imported.alreadyThere ? 'Was there already' : 'Imported'}: ${imported.name}, ${imported.sha256}`,
  );
  terminal.say(imported.selfTest);
  return { document: { ...imported, proposal } };
}

function tellProposal(proposal: BackboneProposal, terminal: Terminal): void {
  const { shape, facts, keys } = proposal;
  terminal.say(
    `${proposal.familyTitle}: ${(shape.parameters / 1e6).toFixed(1)} M parameters, width ${shape.width}, ` +
      `${shape.depth} blocks, patch ${shape.patchSize}; ${proposal.layout}, ${proposal.format}`,
  );
  for (const { name, value, source, note } of facts) {
    const said =
      value === null ? 'has to be stated' : Array.isArray(value) ? value.join(', ') : String(value);
    terminal.say(`  ${name.padEnd(14)} ${said}  (${source}${note === '' ? '' : `: ${note}`})`);
  }
  for (const { group, count } of keys.unused) terminal.say(`  not used: ${group} (${count})`);
  for (const name of keys.unknown) terminal.say(`  not known: ${name}`);
  for (const name of keys.filled) terminal.say(`  not there, zero: ${name}`);
  for (const line of [...proposal.warnings, ...proposal.notes]) terminal.note(line);
}

async function list({ terminal, session }: CommandContext): Promise<CommandResult> {
  const { api } = await session();
  const { backbones } = await api.backbones.list();
  for (const one of backbones) {
    const { sha256, chosen, name, version, state, adapters, card } = one;
    const size =
      card === null ? '' : `${(card.shape.parameters / 1e6).toFixed(1)} M, ${card.shape.imageSize} px`;
    terminal.say(
      [
        chosen ? '*' : ' ',
        sha256.slice(0, 12),
        `${name} ${version}`.trim(),
        size,
        state,
        `${adapters} adapters`,
      ].join('  '),
    );
  }
  return { document: { backbones } };
}

async function show({ terminal, session }: CommandContext, rest: string[]): Promise<CommandResult> {
  const backbone = await oneOf((await session()).api, rest);
  terminal.print(JSON.stringify(backbone, null, 2));
  return { document: null };
}

async function use({ terminal, session }: CommandContext, rest: string[]): Promise<CommandResult> {
  const { api } = await session();
  const { sha256, name } = await oneOf(api, rest);
  await api.backbones.choose({ sha256 });
  terminal.say(`New tuning runs use ${name}.`);
  return { document: { sha256, name } };
}

async function remove({ terminal, session }: CommandContext, rest: string[]): Promise<CommandResult> {
  const { api } = await session();
  const { sha256 } = await oneOf(api, rest);
  const { name } = await api.backbones.remove({ sha256 });
  terminal.say(`Removed: ${name}. Its file can be imported again.`);
  return { document: { sha256, name } };
}

async function verify({ terminal, session }: CommandContext, rest: string[]): Promise<CommandResult> {
  const { api } = await session();
  const sha256 = rest.length === 0 ? null : (await oneOf(api, rest)).sha256;
  const { networks } = await api.backbones.verify({ sha256 });
  for (const { name, ok, message, remedy } of networks) {
    terminal.say(`${ok ? 'sound' : 'NOT SOUND'}  ${name}: ${message} ${remedy}`.trim());
  }
  return {
    document: { ok: networks.every(({ ok }) => ok), networks },
    failed: networks.some(({ ok }) => !ok),
  };
}

/** By the beginning of its hash. */
async function oneOf(api: Api, [given, ...rest]: string[]): Promise<Backbone> {
  if (given === undefined || rest.length > 0 || !/^[0-9a-f]{4,64}$/.test(given)) {
    throw new UsageError('Name one network by its hash, or the first digits of it.');
  }
  const { backbones } = await api.backbones.list();
  const [found, ...more] = backbones.filter(({ sha256 }) => sha256.startsWith(given));
  if (found === undefined || more.length > 0) {
    throw new LapidaryError(
      'not-found',
      found === undefined
        ? 'No network has this hash.'
        : 'Several networks have hashes that begin like this.',
      '`lapidary backbone list --json` tells the hashes.',
    );
  }
  return found;
}

function statedFacts(args: Arguments): StatedFacts {
  const given = {
    name: args.text('name'),
    family: args.text('family'),
    pretraining: args.text('pretraining'),
    licence: args.text('licence'),
    imageSize: args.whole('input-size'),
    heads: args.whole('heads'),
    epsilon: args.number('epsilon'),
    activation: args.text('activation'),
    pooling: args.text('pooling'),
    mean: numbers(args, 'mean'),
    std: numbers(args, 'std'),
    interpolation: args.text('interpolation'),
    crop: args.text('crop'),
  };
  const stated = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const parsed = StatedFacts.safeParse(stated);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const option = issue?.path[0] === 'imageSize' ? 'input-size' : String(issue?.path[0] ?? '');
  throw new UsageError(`--${option}: ${issue?.message ?? 'it cannot be this'}.`);
}

function numbers(args: Arguments, name: string): number[] | undefined {
  const listed = args.list(name);
  return listed.length === 0 ? undefined : listed.map(Number);
}
