import type { FrameId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb } from '../db/database.ts';
import type { ProposedFrame } from './proposer.ts';

export function frame(db: ReadableDb, frameId: FrameId): ProposedFrame | undefined {
  return db.get<ProposedFrame>('SELECT id, sha256, width, height FROM frames WHERE id = ?', [frameId]);
}
