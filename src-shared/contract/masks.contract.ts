import { z } from 'zod';
import { FrameId, MaskVersionId } from '../domain/ids.ts';
import { procedure } from './procedure.ts';
import { MaskSummary } from './studies.contract.ts';

/**
 * Pixels travel by URL: GET /media/masks/<maskVersionId> answers LRL1 bytes (src-shared/domain/maskCodec.ts);
 * PUT /media/masks/<frameId>?parent=<maskVersionId or none>&tool=<name>&classes=<value>:<classId>,… stores a new version
 * and answers a MaskSummary. A parent that is no longer the current version is refused with 409 `mask-changed`.
 */
export const masksContract = {
  history: procedure('studies.read')
    .input(z.object({ frameId: FrameId }))
    .output(z.array(MaskSummary)),
  /** Makes an earlier version the current one again (undo, redo, revert); null: no mask. */
  select: procedure('masks.edit')
    .input(z.object({ frameId: FrameId, maskVersionId: MaskVersionId.nullable() }))
    .output(MaskSummary.nullable()),
};
