import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import { followJob, type Terminal } from './command.ts';
import type { Api } from './session.ts';

/** Sites by the operation that `labels.csv` names; the task looks for these. */
const siteOf: Readonly<Record<string, string>> = {
  OP1: 'EndoVis 2015, operation 1',
  OP3: 'EndoVis 2015, operation 3',
};
/** Class masks of the set; the tool as one class, since its parts might tell how many tools there are. */
const maskValues = [
  { value: 0, code: 'background' },
  { value: 70, code: 'manipulator' },
  { value: 160, code: 'shaft' },
];
/** A line of `labels.csv`: OP1/Raw/img_01_raw.png,one,OP1. Nothing of it leads out of the folder. */
const line = /^(?<operation>OP\d)\/Raw\/(?<name>img_\d+)_raw\.png,(?<label>[a-z_]+),\k<operation>$/;

/**
 * Imports the two operations of the EndoVis 2015 instruments with their labels, as any manifest is: importing again adds
 * nothing. Returns how many pictures are there.
 * @param folder with `instruments/labels.csv`, `instruments/OP1/Raw` and so on
 * @throws LapidaryError `real-data-unreadable`
 */
export async function importInstruments(api: Api, folder: string, terminal: Terminal): Promise<number> {
  const source = path.join(folder, 'instruments');
  const text = await readFile(path.join(source, 'labels.csv'), 'utf8').catch((cause: unknown) => {
    throw new LapidaryError(
      'real-data-unreadable',
      'The folder of real data has no instruments/labels.csv that can be read.',
      'Name the folder that holds "instruments", or leave --real-data out.',
      { cause },
    );
  });
  const cases = text.split(/\r?\n/).flatMap((row) => {
    const groups = line.exec(row)?.groups;
    return groups === undefined ? [] : [groups];
  });
  const staging = await mkdtemp(path.join(tmpdir(), 'lapidary-instruments-'));
  try {
    const rows = ['image,mask,patient,study,label,site'];
    for (const { operation = '', name = '', label = '' } of cases) {
      await mkdir(path.join(staging, operation), { recursive: true });
      const [image, mask] = [`${operation}/${name}.png`, `${operation}/${name}-mask.png`];
      await cp(path.join(source, operation, 'Raw', `${name}_raw.png`), path.join(staging, image));
      await cp(path.join(source, operation, 'Masks', `${name}_class.png`), path.join(staging, mask));
      rows.push([image, mask, operation, operation, label, `"${siteOf[operation] ?? operation}"`].join(','));
    }
    const manifest = path.join(staging, 'instruments.csv');
    await writeFile(manifest, `${rows.join('\n')}\n`);
    const options = { masks: { kind: 'values' as const, values: maskValues }, singleMaskClass: true };
    const { jobId } = await api.imports.startPaths({ paths: [], manifest, options });
    await followJob(api, jobId, terminal);
    const { imported, duplicates } = await api.imports.report({ jobId });
    return imported + duplicates;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
