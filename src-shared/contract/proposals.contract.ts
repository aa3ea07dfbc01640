import { z } from 'zod';
import { Sha256 } from '../domain/ids.ts';
import { procedure } from './procedure.ts';

/** More clicks than a reader makes on one region. */
export const mostProposalPoints = 200;

const Coordinate = z.number().min(-100_000).max(100_000);

/** What a reader pointed at, in picture coordinates (src-shared/domain/geometry.ts). */
export const ProposalRequest = z.strictObject({
  points: z
    .array(z.strictObject({ x: Coordinate, y: Coordinate, inside: z.boolean() }))
    .max(mostProposalPoints),
  /** Around the region. Sides of any length above 0; what of it lies outside of the picture is cut off. */
  box: z
    .strictObject({
      x: Coordinate,
      y: Coordinate,
      width: Coordinate.positive(),
      height: Coordinate.positive(),
    })
    .nullable(),
});
export type ProposalRequest = z.infer<typeof ProposalRequest>;

/** The two methods that need no network. */
export const classicalMethods = ['watershed', 'grabcut'] as const;
/** How a method is named in an address: one of the two, or the hash of a model. */
export const MaskMethodName = z.union([z.enum(classicalMethods), Sha256]);
export type MaskMethodName = z.infer<typeof MaskMethodName>;

export const MaskMethod = z.object({
  method: MaskMethodName,
  /** As a reader chooses it. */
  name: z.string(),
  /** What it needs to be shown: points inside and outside, a box, or either. */
  kind: z.enum(['points', 'box', 'both']),
  source: z.enum(['opencv', 'model']),
  /** What a reader should know before choosing it. */
  note: z.string(),
});
export type MaskMethod = z.infer<typeof MaskMethod>;

/**
 * POST /media/proposals/<frameId>?method=<MaskMethodName> with a ProposalRequest as JSON is answered by the LRL1 bytes
 * (src-shared/domain/maskCodec.ts) of a map of the frame's size with values 0 and 1; nothing is stored. Headers:
 * `x-proposal-confidence` (0…1, or empty where the method says nothing), `x-proposal-note` (a sentence, URI-encoded),
 * `x-proposal-ms` (in the host, from the request's last byte).
 */
export const proposalsContract = {
  methods: procedure('studies.read').output(z.array(MaskMethod)),
  /** Loads what the classical methods need, in the background: a first proposal then need not wait for it. */
  warm: procedure('masks.edit').output(z.object({})),
};
