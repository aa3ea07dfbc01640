import type { Reading, ReadFinding, ReadFrame } from '../../src-shared/domain/reading.ts';

/** Frames of readers' own choosing are all printed up to here; what is beyond is named. */
const mostChosen = 24;
/** A report of findings alone shows this many. */
const mostFound = 8;

export interface KeyFrames {
  readonly shown: readonly ReadFrame[];
  /** Bookmarked ones that found no room, by number. */
  readonly left: readonly number[];
}

/**
 * The frames that a report prints: bookmarked ones first, then those with comments, then for each finding in turn the
 * one on which it is largest.
 */
export function keyFrames({ frames, findings }: Reading): KeyFrames {
  const bookmarked = frames.filter((frame) => frame.bookmarked);
  const commented = frames.filter((frame) => !frame.bookmarked && frame.comments.length > 0);
  const chosen = [...bookmarked, ...commented];
  const shown = new Set(chosen.slice(0, mostChosen));
  const byId = new Map(frames.map((frame) => [frame.id, frame] as const));
  for (const finding of findings) {
    if (shown.size >= mostFound) break;
    const best = largest(finding, byId);
    if (best) shown.add(best);
  }
  return {
    shown: [...shown],
    left: bookmarked.filter((frame) => !shown.has(frame)).map(({ number }) => number),
  };
}

function largest(finding: ReadFinding, byId: ReadonlyMap<string, ReadFrame>): ReadFrame | undefined {
  let best: { frame: ReadFrame; share: number } | undefined;
  for (const { frameId, pixels } of finding.frames) {
    const frame = byId.get(frameId);
    if (!frame) continue;
    const share = (pixels ?? 0) / (frame.width * frame.height);
    if (!best || share > best.share) best = { frame, share };
  }
  return best?.frame;
}
