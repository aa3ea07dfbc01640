import type { OpenOptions, Placement, Provider, Runtime, Tensor } from '../compute/runtime.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';

/** Where the nodes of a run's training step were proved to run. */
export interface ProvedPlacement {
  readonly provider: Provider;
  readonly nodes: Placement['nodes'];
  /** The CPU takes part in a run of another provider, as the user allowed: a result says so. */
  readonly marked: boolean;
}

/**
 * Runs a model once and proves that every node ran on the runtime's provider: what a provider cannot run, the
 * runtime hands to the CPU without a word.
 *
 * @param allowCpuNodes go on all the same, marked
 * @throws LapidaryError `nodes-off-device`; and as `Runtime.placement`
 */
export async function provePlacement(
  runtime: Runtime,
  model: Uint8Array | string,
  feeds: Readonly<Record<string, Tensor>>,
  allowCpuNodes: boolean,
  options: OpenOptions = {},
): Promise<ProvedPlacement> {
  const { provider } = runtime.options;
  const { nodes, fallbacks } = await runtime.placement(model, feeds, options);
  if (fallbacks.length > 0 && !allowCpuNodes) {
    throw new LapidaryError(
      'nodes-off-device',
      `"${provider}" cannot run all of this network on its device; these operations would run on the CPU: ${fallbacks.join(', ')}.`,
      'Choose "cpu" in the settings, or allow operations on the CPU there; the results are then marked.',
    );
  }
  return { provider, nodes, marked: fallbacks.length > 0 };
}
