import { t } from '../../lib/words.ts';

interface Counted {
  readonly cases: number;
  readonly patients: number;
}

/** "40 cases of 4 patients" */
export function casesOf({ cases, patients }: Counted): string {
  return t('adapt.cases-of-patients', { cases: t('adapt.cases', { count: cases }), count: patients });
}
