import type { MaskMethod } from '../../src-shared/contract/proposals.contract.ts';
import { classicalMethods } from '../../src-shared/contract/proposals.contract.ts';
import { decodeLabelMap } from '../../src-shared/domain/maskCodec.ts';
import type { ComputeSupervisor } from '../compute/supervisor.ts';
import type { Foundations } from '../foundations.ts';
import { ClassicalReply, classicalTask, warmTask, type ClassicalPayload } from './opencvMessages.ts';
import type { ProposerSource } from './proposer.ts';

type Ground = {
  readonly files: Pick<Foundations['files'], 'root'>;
  readonly compute: { readonly interactive: Pick<ComputeSupervisor, 'run'> };
};

const described = {
  watershed: {
    name: 'Watershed',
    kind: 'points',
    note: 'Follows steps of colour around the clicks; needs no model. The rim of the picture counts as outside unless a click is near.',
  },
  grabcut: {
    name: 'GrabCut',
    kind: 'box',
    note: 'Tells the colours within a box from those around it; needs no model. Clicks within the box refine it.',
  },
} as const satisfies Record<(typeof classicalMethods)[number], Omit<MaskMethod, 'method' | 'source'>>;

/** The methods that need no network. They run in the interactive process. */
export function createClassicalProposers({ files, compute }: Ground): ProposerSource {
  let warming: Promise<unknown> | null = null;
  return {
    methods: () => classicalMethods.map((method) => ({ method, ...described[method], source: 'opencv' })),

    find(name) {
      const method = classicalMethods.find((one) => one === name);
      if (method === undefined) return undefined;
      return {
        async propose({ sha256, width, height }, request, signal) {
          const frame = { sha256, width, height };
          const payload: ClassicalPayload = { dataDir: files.root, method, frame, request };
          const reply = await compute.interactive.run(classicalTask, payload, { signal });
          const { map, worked } = ClassicalReply.parse(reply);
          const isSmaller = worked.width < width || worked.height < height;
          const note = isSmaller
            ? `Worked at ${worked.width}×${worked.height} of ${width}×${height} pixels.`
            : '';
          return { map: decodeLabelMap(map), confidence: null, note };
        },
      };
    },

    warm() {
      // A failure comes up again with the first proposal, which can tell it to somebody.
      warming ??= compute.interactive
        .run(warmTask, null)
        .catch(() => undefined)
        .finally(() => {
          warming = null;
        });
    },
  };
}
