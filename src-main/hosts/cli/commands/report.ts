import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ReportChoice, reportFormats } from '../../../../src-shared/contract/exports.contract.ts';
import { LapidaryError } from '../../../../src-shared/domain/errors.ts';
import { StudyId } from '../../../../src-shared/domain/ids.ts';
import { UsageError } from '../commandLine.ts';
import type { Command } from '../command.ts';
import { allStudies } from './studies.ts';

const languages = ReportChoice.shape.language.unwrap().options;
const papers = ReportChoice.shape.paper.unwrap().options;

export const reportCommand: Command = {
  name: 'report',
  summary: 'Writes reports of studies as files.',
  usage: '--study ID … | --all  [--format pdf|csv|json|text] [--out DIR]',
  options: {
    study: { type: 'string', multiple: true, value: 'ID', help: 'which studies' },
    all: { type: 'boolean', help: 'every study' },
    format: {
      type: 'string',
      value: 'FORMAT',
      help: 'pdf, csv (a row per finding), json, text or frames-csv (a row per frame); left out: pdf',
    },
    version: {
      type: 'string',
      value: 'N',
      help: 'which signed reading; left out: the newest, or the draft of a study that is not signed',
    },
    language: { type: 'string', value: 'en|de|es|ja', help: 'left out: as the workstation is set' },
    paper: { type: 'string', value: 'a4|letter', help: 'left out: as the workstation is set' },
    out: {
      type: 'string',
      value: 'DIR',
      help: 'where the files go; made where it is missing; left out: here',
    },
  },
  async run({ args, terminal, session }) {
    const named = StudyId.array().safeParse(args.texts('study'));
    if (!named.success) throw new UsageError('--study: this is not the identifier of a study.');
    if (args.flag('all') === named.data.length > 0)
      throw new UsageError('Name studies with --study, or say --all.');
    const format = args.choice('format', reportFormats) ?? 'pdf';
    const version = args.whole('version') ?? null;
    if (version !== null && version < 1) throw new UsageError('--version counts from 1.');
    const language = args.choice('language', languages);
    const paper = args.choice('paper', papers);
    const out = path.resolve(args.text('out') ?? '.');
    const { api, fetchMedia } = await session();
    const studies = args.flag('all') ? (await allStudies(api)).map(({ id }) => id) : named.data;
    await makeFolder(out);
    const taken = new Set<string>();
    const reports: { study: StudyId; file: string }[] = [];
    for (const studyId of studies) {
      terminal.progress(`report ${reports.length + 1} of ${studies.length}`);
      const { url, fileName } = await api.exports.report({ studyId, format, version, language, paper });
      const response = await fetchMedia(url.replace(/^\/media\//, ''));
      const file = path.join(out, unused(fileName, taken));
      await write(file, new Uint8Array(await response.arrayBuffer()));
      reports.push({ study: studyId, file });
    }
    terminal.progress('');
    for (const { file } of reports) terminal.say(file);
    return { document: { reports } };
  },
};

/** Two studies of a patient on one day would have the same name. */
function unused(name: string, taken: Set<string>): string {
  const { name: stem, ext } = path.parse(name);
  let candidate = name;
  for (let n = 2; taken.has(candidate); n++) candidate = `${stem}-${n}${ext}`;
  taken.add(candidate);
  return candidate;
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw notWritten(folder, cause);
  });
}

async function write(file: string, bytes: Uint8Array): Promise<void> {
  await writeFile(file, bytes).catch((cause: unknown) => {
    throw notWritten(file, cause);
  });
}

function notWritten(place: string, cause: unknown): LapidaryError {
  return new LapidaryError(
    'not-written',
    `${place} cannot be written.`,
    'Name a folder with --out in which you may write and that has room.',
    { cause },
  );
}
