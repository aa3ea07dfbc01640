import { productOperations } from '../graph/operations.ts';
import type { BackboneCard } from '../networks/backboneCard.ts';
import type { NetworkInput } from '../networks/preprocess.ts';
import { outlinePlan } from '../tuning/outlinePlan.ts';
import type { Configuration } from './configurations.ts';

/** Share of the frame that the region of an ordinary case covers. */
const regionShare = 0.2;

/** What an answer to an edited mask costs: operations of the products that such an edit sets off. */
export function answerCost(card: BackboneCard, configuration: Configuration): number {
  const plan = outlinePlan(card, configuration);
  const bucket = plan.bucket(ordinaryCase(card.architecture.imageSize));
  const stage = plan.prepare(bucket);
  const again = stage.inputs.length > 0 && stage.readsMask ? productOperations(stage.outputs(1)) : 0;
  return again + productOperations(plan.predict(1, bucket));
}

/** A square region in the middle. */
function ordinaryCase(size: number): NetworkInput {
  const plane = size ** 2;
  const coverage = new Float32Array(2 * plane);
  const half = (size * Math.sqrt(regionShare)) / 2;
  for (let i = 0; i < plane; i++) {
    const x = (i % size) + 0.5 - size / 2;
    const y = Math.floor(i / size) + 0.5 - size / 2;
    coverage[(Math.abs(x) <= half && Math.abs(y) <= half ? plane : 0) + i] = 1;
  }
  return { image: new Float32Array(3 * plane), coverage };
}
