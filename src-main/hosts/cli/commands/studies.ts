import type { StudySummary } from '../../../../src-shared/contract/studies.contract.ts';
import type { Command } from '../command.ts';
import type { Api } from '../session.ts';
import type { z } from 'zod';

type Study = z.infer<typeof StudySummary>;

export const studiesCommand: Command = {
  name: 'studies',
  summary: 'Lists the studies.',
  usage: '',
  options: { search: { type: 'string', value: 'TEXT', help: 'only those that match' } },
  async run({ args, terminal, session }) {
    const { api } = await session();
    const studies = (await allStudies(api, args.text('search'))).map((study) => ({
      id: study.id,
      patient: study.patient.code,
      date: study.performedOn,
      site: study.site,
      frames: study.frames,
      state: study.state,
    }));
    for (const { id, patient, date, frames, state } of studies) {
      terminal.say(
        `${id}  ${patient}  ${date ?? '          '}  ${String(frames).padStart(5)} frames  ${state}`,
      );
    }
    return { document: { studies } };
  },
};

/** Every study, page by page, the newest change first. */
export async function allStudies(api: Api, search = ''): Promise<Study[]> {
  const studies: Study[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<Api['studies']['list']>> = await api.studies.list({
      search,
      order: 'changed',
      cursor,
      limit: 200,
    });
    studies.push(...page.studies);
    cursor = page.next;
  } while (cursor !== null);
  return studies;
}
