import type { RecordedEvent } from '../../../../src-shared/contract/review.contract.ts';
import { dataName } from '../../../../src-shared/messages/dataNames.ts';
import { t } from '../../../lib/words.ts';

/** What was done, in words; of a finding with its number. An event that nobody gave words to is shown as it is kept. */
export function eventTitle({ kind, finding }: Pick<RecordedEvent, 'kind' | 'finding'>): string {
  const what = dataName(t, 'event', kind) ?? kind;
  return finding === null ? what : t('signing.of-finding', { what, number: finding });
}
