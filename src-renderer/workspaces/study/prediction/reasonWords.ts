import type { AbstentionReason } from '../../../../src-shared/domain/findingWords.ts';
import { t } from '../../../lib/words.ts';

/** Why an answer should not be leant on. */
export const reasonWords: Readonly<{ [Reason in AbstentionReason]: string }> = {
  'no-mask': t('why.no-mask'),
  blur: t('why.blur'),
  exposure: t('why.exposure'),
  'out-of-distribution': t('why.out-of-distribution'),
  'frames-disagree': t('why.frames-disagree'),
};
