import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { openBackbone } from '../networks/backbone.ts';
import { methods } from '../networks/methods/registry.ts';
import type { ChosenMethod } from './methodCatalog.ts';

/**
 * Refuses methods that have no answer to an empty mask. Whether one has may depend on its options, and a plan knows.
 * @throws LapidaryError `empty-mask-unanswerable`
 */
export async function assertEmptyMasksAnswered(
  backboneFolder: string,
  chosen: readonly ChosenMethod[],
): Promise<void> {
  const readers = chosen.filter(({ usesMask }) => usesMask);
  if (readers.length === 0) return;
  const backbone = await openBackbone(backboneFolder);
  const unable = readers.filter(({ method, options }) => {
    const context = {
      config: backbone.card.architecture,
      tensor: (name: string) => backbone.tensor(name),
      // How many there are of these changes shapes, not what a method can answer.
      classes: 2,
      maskClasses: 2,
      seed: 0,
    };
    return !methods[method].plan(context, options).acceptsEmptyMask;
  });
  if (unable.length === 0) return;
  const names = [...new Set(unable.map(({ method }) => method))].join(', ');
  throw new LapidaryError(
    'empty-mask-unanswerable',
    `A frame without a mask cannot be shown with an empty one to ${names}: with these options it has no answer to that.`,
    'Leave frames without a mask out, draw or import their masks, or choose a method or options that see the whole frame, such as segprompt with view=full and head=cls.',
  );
}
