import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LapidaryError } from '../../../../src-shared/domain/errors.ts';
import { StudyId } from '../../../../src-shared/domain/ids.ts';
import { UsageError } from '../commandLine.ts';
import type { Command } from '../command.ts';
import { allStudies } from './studies.ts';

export const reportCommand: Command = {
  name: 'report',
  summary: 'Writes reports of studies as files.',
  usage: '--study ID … | --all  --out DIR',
  options: {
    study: { type: 'string', multiple: true, value: 'ID', help: 'which studies' },
    all: { type: 'boolean', help: 'every study' },
    format: { type: 'string', value: 'pdf|csv', help: 'left out: pdf' },
    out: { type: 'string', value: 'DIR', help: 'where the files go; made where it is missing' },
  },
  async run({ args, terminal, session }) {
    const named = StudyId.array().safeParse(args.texts('study'));
    if (!named.success) throw new UsageError('--study: this is not the identifier of a study.');
    if (args.flag('all') === named.data.length > 0)
      throw new UsageError('Name studies with --study, or say --all.');
    const format = args.choice('format', ['pdf', 'csv']) ?? 'pdf';
    const out = path.resolve(args.required('out'));
    const { api, fetchMedia } = await session();
    const studies = args.flag('all') ? (await allStudies(api)).map(({ id }) => id) : named.data;
    await makeFolder(out);
    const taken = new Set<string>();
    const reports: { study: StudyId; file: string }[] = [];
    for (const studyId of studies) {
      terminal.progress(`report ${reports.length + 1} of ${studies.length}`);
      const { url, fileName } = await api.exports.report({ studyId, format });
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
