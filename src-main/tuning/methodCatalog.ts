import { z } from 'zod';
import type {
  Hyperparameters,
  MethodChoice,
  MethodSummary,
} from '../../src-shared/contract/tuning.contract.ts';
import { Hyperparameters as HyperparametersSchema } from '../../src-shared/contract/tuning.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { MethodId, methodIds, methods } from '../networks/methods/registry.ts';

export type MethodOptions = Readonly<Record<string, string | number | boolean>>;

/** A method as it will be run: every option and hyperparameter has its value. */
export interface ChosenMethod {
  readonly method: MethodId;
  readonly options: MethodOptions;
  readonly hyperparameters: Hyperparameters;
  readonly usesMask: boolean;
}

interface Entry {
  readonly summary: string;
  /** What it is tuned with unless told otherwise. */
  readonly hyperparameters: Hyperparameters;
}

/** A head on features that are computed once: an epoch costs milliseconds. */
const headOnly = HyperparametersSchema.parse({
  learningRate: 0.01,
  weightDecay: 0.01,
  epochs: 60,
  batch: 32,
  patience: 20,
  warmUp: 0.05,
});

/** Nothing is trained by steps. */
const closedForm: Hyperparameters = { ...headOnly, epochs: 1, patience: 1 };

/** The network's own values: small steps, or the little data is learned by heart at once. */
const fineTuned = HyperparametersSchema.parse({
  learningRate: 0.0003,
  weightDecay: 0.01,
  epochs: 10,
  batch: 8,
  patience: 5,
  warmUp: 0.1,
});

/** Prompts: every step runs the network forward and back. Few epochs of many small steps. */
const prompted = HyperparametersSchema.parse({
  learningRate: 0.003,
  weightDecay: 0.01,
  epochs: 5,
  batch: 8,
  patience: 5,
  warmUp: 0.1,
});

const entries: Readonly<Record<MethodId, Entry>> = {
  segprompt: {
    summary:
      'The region under the mask becomes tokens that tune the frozen network. Needs masks; learns a prompt and a linear head.',
    hyperparameters: prompted,
  },
  'restricted-linear': {
    summary: 'SegPrompt without its prompt: the frozen network is shown the region alone. Needs masks.',
    hyperparameters: headOnly,
  },
  'restricted-vpt': {
    summary: 'The frozen network is shown the region alone, with learned tokens beside it. Needs masks.',
    hyperparameters: prompted,
  },
  'restricted-lora': {
    summary:
      'The frozen network is shown the region alone; low-rank updates of what its blocks attend to. Needs masks.',
    hyperparameters: prompted,
  },
  'masked-image': {
    summary: 'Everything outside the mask is painted in one colour, then a linear head. Needs masks.',
    hyperparameters: headOnly,
  },
  'mask-crop': {
    summary: 'The mask’s bounding box, cut from the stored frame, then a linear head. Needs masks.',
    hyperparameters: headOnly,
  },
  'region-pool': {
    summary: 'The network sees the whole frame; the head reads what it made of the region. Needs masks.',
    hyperparameters: headOnly,
  },
  'vpt-shallow': {
    summary: 'Learned tokens beside the whole frame. Knows nothing of masks.',
    hyperparameters: prompted,
  },
  'vpt-deep': {
    summary: 'Learned tokens beside the whole frame, others in every block. Knows nothing of masks.',
    hyperparameters: prompted,
  },
  lora: {
    summary: 'Low-rank updates of what every block attends to. Knows nothing of masks.',
    hyperparameters: prompted,
  },
  bitfit: {
    summary: 'All biases of the network are trained, nothing else of it. Knows nothing of masks.',
    hyperparameters: fineTuned,
  },
  full: {
    summary:
      'Every value of the network is trained: the most that can be tuned, and the most memory. Knows nothing of masks.',
    hyperparameters: fineTuned,
  },
  prototype: {
    summary: 'The class whose mean is nearest to the frozen network’s answer: nothing is trained.',
    hyperparameters: closedForm,
  },
  linear: {
    summary: 'A linear head on the frozen network’s answer to the whole frame: the least that can be tuned.',
    hyperparameters: headOnly,
  },
};

/** The method the application uses unless told otherwise. */
export const defaultMethod: MethodId = 'segprompt';

/** What can be chosen, in the order in which a comparison shows it. */
export function methodSummaries(): MethodSummary[] {
  return methodIds.map((id) => ({
    id,
    title: methods[id].title,
    summary: entries[id].summary,
    usesMask: methods[id].usesMask,
    options: optionFields(methods[id].options),
    hyperparameters: entries[id].hyperparameters,
  }));
}

export function methodTitle(id: string): string {
  const known = MethodId.safeParse(id);
  return known.success ? methods[known.data].title : id;
}

/**
 * Fills in what a choice leaves open.
 * @throws LapidaryError `unknown-method`, `bad-options`
 */
export function chooseMethod({ method, options, hyperparameters }: MethodChoice): ChosenMethod {
  const id = MethodId.safeParse(method);
  if (!id.success) {
    throw new LapidaryError(
      'unknown-method',
      `There is no method "${method}".`,
      `Choose one of ${methodIds.join(', ')}.`,
    );
  }
  const { data: known } = id;
  const parsed = methods[known].options.safeParse(options);
  if (!parsed.success) {
    const reasons = z.prettifyError(parsed.error).replaceAll('\n', ' ');
    const fields = optionFields(methods[known].options)
      .map(({ name, choices }) => (choices.length === 0 ? name : `${name} (${choices.join(', ')})`))
      .join('; ');
    throw new LapidaryError(
      'bad-options',
      `The options of ${known} are not usable: ${reasons}`,
      fields === '' ? 'This method has no options.' : `Its options are ${fields}.`,
    );
  }
  const given = Object.fromEntries(
    Object.entries(hyperparameters).filter(([, value]) => value !== undefined),
  );
  return {
    method: known,
    options: OptionValues.parse(parsed.data),
    hyperparameters: HyperparametersSchema.parse({ ...entries[known].hyperparameters, ...given }),
    usesMask: methods[known].usesMask,
  };
}

/** Whether a run was of the default method as it comes. */
export function isDefault(method: string, options: MethodOptions): boolean {
  if (method !== defaultMethod) return false;
  const own = chooseMethod({ method, options: {}, hyperparameters: {} }).options;
  return Object.entries(own).every(([name, value]) => options[name] === value);
}

const OptionValues = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** What the JSON Schema of a method's options says of each: enough for a form. */
const OptionShape = z.object({
  properties: z.record(
    z.string(),
    z.object({
      type: z.enum(['string', 'number', 'integer', 'boolean']),
      enum: z.array(z.string()).default([]),
      minimum: z.number().optional(),
      maximum: z.number().optional(),
      default: z.union([z.string(), z.number(), z.boolean()]),
    }),
  ),
});

function optionFields(schema: z.ZodType): MethodSummary['options'] {
  const { properties } = OptionShape.parse(z.toJSONSchema(schema, { io: 'input' }));
  return Object.entries(properties).map(([name, { type, enum: choices, default: initial, ...bounds }]) => ({
    name,
    title: inWords(name),
    kind: type === 'boolean' ? 'boolean' : type === 'string' ? 'choice' : 'number',
    choices,
    whole: type === 'integer',
    ...bounds,
    default: initial,
  }));
}

/** "promptInput" → "Prompt input" */
function inWords(name: string): string {
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
