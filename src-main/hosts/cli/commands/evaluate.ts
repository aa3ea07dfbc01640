import { LapidaryError } from '../../../../src-shared/domain/errors.ts';
import type { Command } from '../command.ts';
import { tableOf } from '../resultTable.ts';

export const evaluateCommand: Command = {
  name: 'evaluate',
  summary: 'Tells how finished runs did on the patients they had not seen.',
  usage: '',
  options: { cohort: { type: 'string', value: 'NAME', help: 'only runs of this cohort' } },
  async run({ args, terminal, session }) {
    const { api } = await session();
    const name = args.text('cohort');
    const cohort = (await api.tuning.cohorts()).find((one) => one.name === name);
    if (name !== undefined && cohort === undefined) {
      throw new LapidaryError(
        'cohort-missing',
        `There is no cohort "${name}".`,
        'Tune once with --cohort to make it.',
      );
    }
    const runs = await api.tuning.runs({ cohortId: cohort?.id ?? null });
    const results = runs.flatMap(({ result }) => result ?? []).reverse();
    terminal.say(tableOf(results));
    return { document: { results } };
  },
};
