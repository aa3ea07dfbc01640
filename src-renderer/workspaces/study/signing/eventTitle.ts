import type { RecordedEvent } from '../../../../src-shared/contract/review.contract.ts';
import { en } from '../../../../src-shared/messages/en.ts';
import type { MessageKey } from '../../../../src-shared/messages/languages.ts';
import { t } from '../../../lib/words.ts';

type EventKey = Extract<MessageKey, `event.${string}`>;
const isEvent = (key: string): key is EventKey => key.startsWith('event.') && key in en;

/** What was done, in words; of a finding with its number. An event that nobody gave words to is shown as it is kept. */
export function eventTitle({
  kind,
  finding,
  detail,
}: Pick<RecordedEvent, 'kind' | 'finding' | 'detail'>): string {
  // A prediction says what was left out of it.
  const key =
    kind === 'study.predicted' && detail['contrast'] === false
      ? 'event.study.predicted-alone'
      : `event.${kind}`;
  const what = isEvent(key) ? t(key) : kind;
  return finding === null ? what : t('signing.of-finding', { what, number: finding });
}
