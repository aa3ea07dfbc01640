import { ProposalId } from '../../src-shared/domain/ids.ts';
import type { Proposals } from './proposals.service.ts';

/** GET /media/mask-proposals/<proposalId>: LRL1 bytes, which never change. */
export function maskProposalsMedia(proposals: Pick<Proposals, 'labelMap'>) {
  return (request: Request, path: readonly string[]): Promise<Response | undefined> => {
    const [room, name, ...rest] = path;
    const proposalId = ProposalId.safeParse(name);
    if (room !== 'mask-proposals' || request.method !== 'GET' || !proposalId.success || rest.length > 0) {
      return Promise.resolve(undefined);
    }
    const bytes = proposals.labelMap(proposalId.data);
    return Promise.resolve(
      new Response(bytes, {
        headers: {
          'content-type': 'application/octet-stream',
          'content-length': String(bytes.length),
          'cache-control': 'private, max-age=31536000, immutable',
        },
      }),
    );
  };
}
