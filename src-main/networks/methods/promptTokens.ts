import type { Value } from '../../graph/ir.ts';
import { linear } from '../../graph/compose.ts';
import { add } from '../../graph/ops.ts';
import { createRandom } from '../../../src-shared/domain/random.ts';
import { patchLength } from '../vit.ts';
import type { PlanContext, Trainable } from './plan.ts';
import type { PromptCells, PromptInput } from './promptCells.ts';

/**
 * The prompt starts from the frozen patch embedding and has thirty times the head's parameters: at the head's rate
 * it fits a few cases by heart before the head has learned (4 cases a class of the demo cohort, held-out site:
 * macro-F1 .95 at 1, .98 at 0.1).
 */
const promptRate = 0.1;

const deepName = (block: number, part: 'down' | 'up' | 'bias'): string => `prompt.deep.${block}.${part}`;

/** What makes segmentation tokens: E_seg, the type embedding and, for deep prompts, what makes each block's own. */
export function promptTrainables(
  context: PlanContext,
  options: {
    readonly variant: 'shallow' | 'deep';
    readonly promptInput: PromptInput;
    readonly depth: number;
    readonly rank: number;
  },
  prompt: Pick<PromptCells, 'length' | 'mapLength'>,
): Trainable[] {
  const { width, depth: blocks } = context.config;
  const { rank } = options;
  const random = createRandom(context.seed).fork('segprompt deep');
  const fresh =
    options.variant === 'shallow'
      ? []
      : Array.from({ length: blocks - options.depth - 1 }, (_, i) => options.depth + 1 + i);
  return [
    {
      name: 'prompt.embed.weight',
      shape: [width, prompt.length],
      initial: initialProjection(context, prompt),
      weightDecay: true,
      rate: promptRate,
    },
    {
      name: 'prompt.type',
      shape: [width],
      initial:
        options.promptInput === 'mask'
          ? new Float32Array(width)
          : context.tensor('patch_embed.proj.bias').slice(),
      weightDecay: false,
      rate: promptRate,
    },
    ...fresh.flatMap((block): Trainable[] => [
      {
        name: deepName(block, 'down'),
        shape: [rank, width],
        initial: Float32Array.from({ length: rank * width }, () => random.normal() / Math.sqrt(width)),
        weightDecay: true,
        rate: promptRate,
      },
      {
        // Zero: every block starts with the tokens that entered first.
        name: deepName(block, 'up'),
        shape: [width, rank],
        initial: new Float32Array(width * rank),
        weightDecay: true,
        rate: promptRate,
      },
      {
        name: deepName(block, 'bias'),
        shape: [width],
        initial: new Float32Array(width),
        weightDecay: false,
        rate: promptRate,
      },
    ]),
  ];
}

/** The tokens of each block: those of the map themselves in the first, then T + T·downᵀ·upᵀ + bias. */
export function deepPrompts(
  trained: (name: string) => Value,
  tokens: Value,
  first: number,
): (block: number) => Value {
  return (block) => {
    if (block === first) return tokens;
    const low = linear(tokens, trained(deepName(block, 'down')));
    return add(tokens, linear(low, trained(deepName(block, 'up')), trained(deepName(block, 'bias'))));
  };
}

/**
 * Rows over z's layout. The map's part is so small that the maps of two frames make nearly the same tokens at the
 * start; the region's part is the frozen patch embedding, once per foreground class.
 */
function initialProjection(
  context: PlanContext,
  { length, mapLength }: Pick<PromptCells, 'length' | 'mapLength'>,
): Float32Array {
  const { config } = context;
  const random = createRandom(context.seed).fork('segprompt');
  const spread = 0.02 / config.patchSize;
  const frozen = context.tensor('patch_embed.proj.weight');
  const patch = patchLength(config);
  const out = new Float32Array(config.width * length);
  for (let row = 0; row < config.width; row++) {
    for (let i = 0; i < mapLength; i++) out[row * length + i] = spread * random.normal();
    for (let at = mapLength; at < length; at += patch) {
      out.set(frozen.subarray(row * patch, (row + 1) * patch), row * length + at);
    }
  }
  return out;
}
