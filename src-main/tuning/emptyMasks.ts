import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { Plan } from '../networks/methods/plan.ts';

/**
 * Refuses methods that have no answer to an empty mask.
 * @throws LapidaryError `empty-mask-unanswerable`
 */
export function assertEmptyMasksAnswered(plans: readonly Plan[]): void {
  const unable = plans.filter(({ usesMask, acceptsEmptyMask }) => usesMask && !acceptsEmptyMask);
  if (unable.length === 0) return;
  const names = [...new Set(unable.map(({ method }) => method))].join(', ');
  throw new LapidaryError(
    'empty-mask-unanswerable',
    `A frame without a mask cannot be shown with an empty one to ${names}: with these options it has no answer to that.`,
    'Leave frames without a mask out, draw or import their masks, or choose a method or options that see the whole frame, such as segprompt with view=full and head=cls.',
  );
}
