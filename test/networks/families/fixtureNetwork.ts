import { openCheckpoint } from '../../../src-main/networks/checkpoints/open.ts';
import { folderFiles } from '../../../src-main/networks/checkpoints/byteSource.ts';
import type { BackboneFacts, StatedFacts } from '../../../src-shared/domain/backboneFacts.ts';
import { completeFacts, findFacts, type Fact } from '../../../src-main/networks/families/facts.ts';
import { architectureOf, networkTensors, resamplingOf } from '../../../src-main/networks/families/network.ts';
import { recognise, type Recognised } from '../../../src-main/networks/families/recognise.ts';
import { readSideFiles } from '../../../src-main/networks/families/sideFiles.ts';
import { unstacked } from '../../../src-main/networks/families/stackedBlocks.ts';
import type { VitConfig } from '../../../src-main/networks/vit.ts';
import type { FamilyFixture } from '../checkpoints/familyFixtures.ts';

export interface LoadedFixture {
  readonly recognised: Recognised;
  readonly facts: readonly Fact[];
  readonly complete: BackboneFacts;
  readonly config: VitConfig;
  readonly tensors: ReadonlyMap<string, Float32Array>;
  readonly resampling: ReturnType<typeof resamplingOf>;
}

/** What no fixture's files tell and no feature depends on. */
const beside: StatedFacts = {
  licence: 'none',
  mean: [0.5, 0.5, 0.5],
  std: [0.5, 0.5, 0.5],
  pretraining: 'unknown',
};

/** What the fixture says that its files do not. */
export function statedOptions({ options, pooling, norm }: FamilyFixture): StatedFacts {
  const { heads, epsilon, activation } = options;
  return {
    ...(heads === undefined ? {} : { heads }),
    ...(epsilon === undefined ? {} : { epsilon }),
    // A norm of the tokens does not tell whether their mean or CLS is read.
    ...(pooling === 'mean' && norm === 'tokens' ? { pooling } : {}),
    ...(activation === undefined || activation === 'swiglu' ? {} : { activation }),
  };
}

/** A fixture as it would be imported at an input size. */
export async function loadFixture(
  fixture: FamilyFixture,
  imageSize: number,
  more: StatedFacts = {},
): Promise<LoadedFixture> {
  const files = await folderFiles(fixture.folder);
  await using checkpoint = await openCheckpoint(files, fixture.main);
  const named = unstacked(checkpoint.tensors);
  const recognised = recognise(named);
  const sideFiles = await readSideFiles(files);
  const stated = { ...beside, ...statedOptions(fixture), imageSize, ...more };
  const facts = findFacts({ recognised, sideFiles, match: undefined, stated, fileTitle: fixture.name });
  const complete = completeFacts(facts);
  const config = architectureOf(recognised, complete, sideFiles);
  const tensors = new Map<string, Float32Array>();
  for await (const [name, data] of networkTensors(recognised, config, complete, named)) {
    tensors.set(name, data);
  }
  return { recognised, facts, complete, config, tensors, resampling: resamplingOf(recognised, complete) };
}
