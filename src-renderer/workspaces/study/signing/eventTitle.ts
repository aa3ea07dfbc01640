import type { RecordedEvent } from '../../../../src-shared/contract/review.contract.ts';
import { dataName } from '../../../../src-shared/messages/dataNames.ts';
import { t } from '../../../lib/words.ts';

/** What was done, in words; of a finding with its number. An event that nobody gave words to is shown as it is kept. */
export function eventTitle({
  kind,
  finding,
  detail,
}: Pick<RecordedEvent, 'kind' | 'finding' | 'detail'>): string {
  // A prediction says what was left out of it.
  const alone = kind === 'study.predicted' && detail['contrast'] === false;
  const what = dataName(t, 'event', alone ? 'study.predicted-alone' : kind) ?? kind;
  return finding === null ? what : t('signing.of-finding', { what, number: finding });
}
