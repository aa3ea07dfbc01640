import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { BackboneCard } from '../networks/backboneCard.ts';
import type { Plan } from '../networks/methods/plan.ts';
import { methods } from '../networks/methods/registry.ts';
import type { ChosenMethod } from './methodCatalog.ts';

/**
 * A chosen method's plan for everything that follows from shapes alone; its initial values are not to be used.
 * @throws LapidaryError `bad-options` for options that do not go with this network
 */
export function outlinePlan(card: BackboneCard, { method, options }: ChosenMethod): Plan {
  const context = {
    config: card.architecture,
    // Shapes follow from the architecture; no value of a weight is read.
    tensor: () => new Float32Array(0),
    classes: 2,
    maskClasses: 2,
    seed: 0,
  };
  try {
    return methods[method].plan(context, options);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new LapidaryError(
      'bad-options',
      `The options of ${method} do not go with this network: ${cause.message}.`,
      'Change the option, or use another network.',
      { cause },
    );
  }
}
