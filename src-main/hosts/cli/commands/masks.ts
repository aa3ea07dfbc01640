import { createWriteStream } from 'node:fs';
import { opendir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import type { MaskImportMapping } from '../../../../src-shared/contract/masks.contract.ts';
import { LapidaryError } from '../../../../src-shared/domain/errors.ts';
import { MaskVersionId, StudyId } from '../../../../src-shared/domain/ids.ts';
import { UsageError, type Arguments } from '../commandLine.ts';
import { followJob, type Command, type CommandContext, type CommandResult } from '../command.ts';
import { readMapping } from '../maskMappingArguments.ts';
import type { Session } from '../session.ts';
import { textTable } from '../textTable.ts';

export const masksCommand: Command = {
  name: 'masks',
  summary: 'Exports, imports, compares and looks over the masks of a study.',
  usage: 'export | import PATH… | compare MASK MASK | quality  --study ID',
  options: {
    study: { type: 'string', value: 'ID', help: 'which study (export, import, quality)' },
    format: { type: 'string', value: 'png|coco-polygon|coco-rle', help: 'export: left out: png' },
    instances: {
      type: 'boolean',
      help: 'export as png: values are segments, not classes; import: as exported so',
    },
    out: { type: 'string', value: 'FILE', help: 'export: the file; left out: as the study is called, here' },
    values: { type: 'string', value: 'V=CLASS,…', help: 'import: what values mean: 0=background,255=stone' },
    threshold: {
      type: 'string',
      value: 'N=CLASS',
      help: 'import: at or above N is the class, below it background',
    },
    categories: {
      type: 'string',
      value: 'NAME=CLASS,…',
      help: 'import of COCO: what categories mean; left out: those that are called as classes are',
    },
    schema: { type: 'string', value: 'NAME', help: 'import: the mask schema of the classes' },
    rename: {
      type: 'string',
      value: 'FROM=TO',
      help: 'import: an ending of file names that stands for another: --rename=_mask=',
    },
    replace: { type: 'boolean', help: 'import: also where a frame has a mask' },
    'later-wins': { type: 'boolean', help: 'import of COCO: regions may overlap; the later one counts' },
    'dry-run': { type: 'boolean', help: 'import: only say what would happen' },
    all: { type: 'boolean', help: 'quality: also masks that nothing is the matter with' },
  },
  run(context) {
    const [verb, ...rest] = context.args.positionals;
    switch (verb) {
      case 'export':
        return exportMasks(context);
      case 'import':
        return importMasks(context, rest);
      case 'compare':
        return compareMasks(context, rest);
      case 'quality':
        return qualityOf(context);
      case undefined:
      default:
        throw new UsageError('Say export, import, compare or quality.');
    }
  },
};

function studyOf(args: Arguments): StudyId {
  const study = StudyId.safeParse(args.required('study'));
  if (study.success) return study.data;
  throw new UsageError('--study: this is not the identifier of a study.');
}

async function exportMasks({ args, terminal, session }: CommandContext): Promise<CommandResult> {
  const format = args.choice('format', ['png', 'coco-polygon', 'coco-rle']) ?? 'png';
  const values = args.flag('instances') ? 'instances' : 'classes';
  const { fetchMedia } = await session();
  const response = await fetchMedia(`mask-export/${studyOf(args)}?format=${format}&values=${values}`);
  const named = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  const file = path.resolve(args.text('out') ?? named ?? 'masks');
  if (response.body === null) throw new Error('an export without a body');
  await pipeline(Readable.fromWeb(response.body as NodeReadableStream), createWriteStream(file)).catch(
    (cause: unknown) => {
      throw new LapidaryError(
        'not-written',
        `${file} cannot be written, or the export broke off.`,
        'Name a file with --out where you may write and that has room.',
        { cause },
      );
    },
  );
  terminal.say(file);
  return { document: { file } };
}

async function importMasks(
  { args, terminal, session }: CommandContext,
  paths: readonly string[],
): Promise<CommandResult> {
  if (paths.length === 0) throw new UsageError('Name the masks to import: files, folders or a COCO file.');
  const studyId = studyOf(args);
  const [from, to, ...more] = args.text('rename')?.split('=') ?? [];
  if (from === '' || more.length > 0 || (from !== undefined && to === undefined)) {
    throw new UsageError('--rename: FROM=TO is needed.');
  }
  const rename = from === undefined || to === undefined ? null : { from, to };
  const { api, fetchMedia } = await session();
  const { trayId } = await api.imports.openTray();
  for await (const { file, name } of filesOf(paths)) {
    terminal.progress(name);
    const place = name.split('/').map(encodeURIComponent).join('/');
    const body = new Uint8Array(await readFile(file));
    await fetchMedia(`trays/${trayId}/${place}`, { method: 'PUT', body });
  }
  const schemas = (await api.schemas.list()).filter(({ kind }) => kind === 'mask');
  const schemaName = args.text('schema');
  const schema = schemas.findLast(({ name }) => name === schemaName);
  if (schemaName !== undefined && !schema) {
    throw new LapidaryError(
      'schema-unknown',
      `There is no mask schema "${schemaName}".`,
      `Choose one of: ${[...new Set(schemas.map(({ name }) => name))].join(', ')}.`,
    );
  }
  const inspection = await inspectAll(api, { trayId, studyId, schemaId: schema?.id ?? null, rename });
  for (const { file, problem } of inspection.files) {
    if (problem) terminal.note(`${file}: ${problem.message} ${problem.remedy}`);
  }
  for (const { value, name, files, suggested } of inspection.values) {
    terminal.note(
      `value ${value}${name === null ? '' : ` (${name})`}: in ${files} files${suggested ? '' : ', not named yet'}`,
    );
  }
  if (args.flag('dry-run')) return { document: inspection };
  const mapping: MaskImportMapping = readMapping(args, inspection, schema ? [schema] : schemas);
  const replace = args.flag('replace') ? 'always' : 'never';
  const { jobId } = await api.masks.startImport({ trayId, studyId, mapping, rename, replace });
  await followJob(api, jobId, terminal);
  const report = await api.masks.importReport({ jobId });
  terminal.say(`${report.stored} stored, ${report.kept} kept, ${report.refused.length} refused.`);
  for (const { file, message, remedy } of report.refused) terminal.say(`${file}: ${message} ${remedy}`);
  for (const line of report.notes) terminal.say(line);
  return { document: report };
}

type Api = Session['api'];
type Inspection = Awaited<ReturnType<Api['masks']['inspectImport']>>;

/** Page after page, as one. */
async function inspectAll(
  api: Api,
  input: Parameters<Api['masks']['inspectImport']>[0],
): Promise<Inspection> {
  let whole: Inspection | undefined;
  for (let offset: number | null = 0; offset !== null;) {
    const page: Inspection = await api.masks.inspectImport({ ...input, offset });
    const values = new Map(whole?.values.map((one) => [one.value, one]));
    for (const one of page.values) {
      values.set(one.value, { ...one, files: one.files + (values.get(one.value)?.files ?? 0) });
    }
    whole = {
      ...page,
      needs: whole?.needs === 'threshold' ? 'threshold' : page.needs,
      files: [...(whole?.files ?? []), ...page.files],
      values: [...values.values()].sort((a, b) => a.value - b.value),
    };
    offset = page.next;
  }
  if (!whole) throw new Error('an inspection without an answer');
  return whole;
}

/** Every file that was named, or lies in a folder that was, with the name it gets in the tray. */
async function* filesOf(paths: readonly string[]): AsyncGenerator<{ file: string; name: string }> {
  for (const given of paths) {
    const place = path.resolve(given);
    const found = await stat(place).catch((cause: unknown) => {
      throw new LapidaryError('file-missing', `${given} is not there.`, 'Check the path.', { cause });
    });
    if (!found.isDirectory()) {
      yield { file: place, name: path.basename(place) };
      continue;
    }
    for await (const entry of await opendir(place, { recursive: true })) {
      if (!entry.isFile() || entry.name.startsWith('.')) continue;
      const file = path.join(entry.parentPath, entry.name);
      yield {
        file,
        name: [path.basename(place), path.relative(place, file)].join('/').replaceAll('\\', '/'),
      };
    }
  }
}

async function compareMasks(
  { terminal, session }: CommandContext,
  named: readonly string[],
): Promise<CommandResult> {
  const [a, b] = named.map((one) => MaskVersionId.safeParse(one));
  if (!a?.success || !b?.success || named.length !== 2) {
    throw new UsageError('compare: two mask versions are needed.');
  }
  const { api } = await session();
  const comparison = await api.masks.compare({ a: a.data, b: b.data });
  const names = new Map(
    (await api.schemas.list()).flatMap(({ classes }) => classes.map(({ id, code }) => [id, code] as const)),
  );
  const line = (name: string, one: typeof comparison.overall): string[] => [
    name,
    one.dice.toFixed(4),
    ...[one.distances?.mean, one.distances?.p95, one.distances?.max].map((px) => px?.toFixed(2) ?? '–'),
    String(one.onlyA),
    String(one.onlyB),
  ];
  terminal.say(
    textTable([
      ['', 'Dice', 'mean px', '95% px', 'max px', 'only first', 'only second'],
      line('all', comparison.overall),
      ...comparison.classes.map((one) => line(names.get(one.classId) ?? one.classId, one)),
    ]),
  );
  return { document: comparison };
}

async function qualityOf({ args, terminal, session }: CommandContext): Promise<CommandResult> {
  const studyId = studyOf(args);
  const { api } = await session();
  let answer = await api.masks.quality({ studyId, limit: 1000, all: args.flag('all') });
  while (answer.unmeasured > 0) {
    terminal.progress(`${answer.masked - answer.unmeasured} of ${answer.masked} masks`);
    answer = await api.masks.quality({ studyId, limit: 1000, all: args.flag('all') });
  }
  const frames = [...answer.frames];
  for (let offset = answer.next; offset !== null;) {
    const page = await api.masks.quality({ studyId, limit: 1000, all: args.flag('all'), offset });
    frames.push(...page.frames);
    offset = page.next;
  }
  terminal.progress('');
  terminal.say(`${answer.masked} masks, ${answer.flagged} worth another look.`);
  for (const { number, reasons, coverage, modelDice } of frames) {
    const model = modelDice === null ? '' : `, Dice with the model ${modelDice.toFixed(3)}`;
    terminal.say(`frame ${number}: ${reasons.join(', ')} (${(100 * coverage).toFixed(1)}% covered${model})`);
  }
  return { document: { masked: answer.masked, flagged: answer.flagged, frames } };
}
