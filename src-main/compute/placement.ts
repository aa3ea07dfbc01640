import { z } from 'zod';
import type { Placement, Provider } from './runtime.ts';

/** The runtime's own names of its providers, as they stand in a profile. */
const providerOf: Readonly<Record<string, Provider>> = {
  CPUExecutionProvider: 'cpu',
  WebGpuExecutionProvider: 'webgpu',
  DmlExecutionProvider: 'dml',
  CoreMLExecutionProvider: 'coreml',
  CUDAExecutionProvider: 'cuda',
};

const Profile = z.array(
  z.object({
    cat: z.string().optional(),
    name: z.string().optional(),
    args: z.object({ provider: z.string().optional(), op_name: z.string().optional() }).optional(),
  }),
);

/**
 * Counts the nodes of a profiled run by the provider that ran each. A provider that takes stretches of a graph whole
 * (CoreML, DirectML) shows each as one node.
 *
 * @param text what the runtime wrote: JSON in the form of Chrome's trace events, of one run
 * @param provider the one that was to run everything
 */
export function readPlacement(text: string, provider: Provider): Placement {
  const nodes: Partial<Record<Provider, number>> = { [provider]: 0 };
  const fallbacks = new Set<string>();
  for (const { cat, name = '', args } of Profile.parse(JSON.parse(text))) {
    if (cat !== 'Node' || !name.endsWith('_kernel_time')) continue;
    const ranOn = providerOf[args?.provider ?? ''];
    if (ranOn === undefined) throw new Error(`the profile names a provider "${args?.provider ?? ''}"`);
    nodes[ranOn] = (nodes[ranOn] ?? 0) + 1;
    if (ranOn !== provider) fallbacks.add(args?.op_name ?? name);
  }
  return { nodes, fallbacks: [...fallbacks].sort() };
}
