import type { LiveAnswer } from '../../src-shared/contract/predictions.contract.ts';
import type { MaskSummary } from '../../src-shared/contract/studies.contract.ts';
import type { ClassId, FindingId, FrameId, MaskVersionId } from '../../src-shared/domain/ids.ts';
import { decodeLabelMap } from '../../src-shared/domain/maskCodec.ts';
import type { LabelMap } from '../../src-shared/domain/maskCodec.ts';
import type { Bridge } from './bridge.ts';

export interface MaskSave {
  readonly frameId: FrameId;
  /** The version the edit was made on; null: there was none. */
  readonly parent: MaskVersionId | null;
  readonly tool: string;
  readonly classes: readonly { readonly value: number; readonly classId: ClassId }[];
  /** LRL1 (src-shared/domain/maskCodec.ts) */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A mask as it is drawn, and which of its values are the finding. */
export interface LiveQuestion {
  readonly findingId: FindingId;
  readonly frameId: FrameId;
  readonly segments: readonly { readonly value: number; readonly classId: ClassId }[];
  /** LRL1 */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Everything that travels as bytes by URL. */
export interface Media {
  frame(frameId: FrameId, signal: AbortSignal): Promise<Blob>;
  thumbnail(frameId: FrameId, signal: AbortSignal): Promise<Blob>;
  mask(maskVersionId: MaskVersionId, signal: AbortSignal): Promise<LabelMap>;
  /** @throws LapidaryError `mask-changed` where the parent is no longer the current version. */
  saveMask(save: MaskSave): Promise<MaskSummary>;
  /** What the active adapter says of a mask that is not saved. @throws LapidaryError `superseded` by a newer question */
  live(question: LiveQuestion, signal: AbortSignal): Promise<LiveAnswer>;
  /** One file into an open import tray; `path` is relative and keeps its folders. */
  putIntoTray(trayId: string, path: string, file: Blob, signal: AbortSignal): Promise<void>;
  /** One file of a network into an open tray for weights, telling how many of its bytes have gone. */
  putWeights(
    trayId: string,
    name: string,
    file: Blob,
    signal: AbortSignal,
    onSent: (bytes: number) => void,
  ): Promise<void>;
}

export function mediaOf(bridge: Pick<Bridge, 'mediaUrl' | 'fetchMedia' | 'putMedia'>): Media {
  const blob = async (steps: readonly string[], signal: AbortSignal): Promise<Blob> =>
    (await bridge.fetchMedia(bridge.mediaUrl(steps), { signal })).blob();
  return {
    frame: (frameId, signal) => blob(['frames', frameId], signal),
    thumbnail: (frameId, signal) => blob(['thumbnails', frameId], signal),
    async mask(maskVersionId, signal) {
      const response = await bridge.fetchMedia(bridge.mediaUrl(['masks', maskVersionId]), { signal });
      return decodeLabelMap(new Uint8Array(await response.arrayBuffer()));
    },
    async saveMask({ frameId, parent, tool, classes, bytes }) {
      const url = bridge.mediaUrl(['masks', frameId], {
        parent: parent ?? 'none',
        tool,
        classes: classOfValue(classes),
      });
      const response = await bridge.fetchMedia(url, {
        method: 'PUT',
        headers: { 'content-type': 'application/octet-stream' },
        body: bytes,
      });
      // Both halves are of one build, and the host checks what it answers against the contract.
      return (await response.json()) as MaskSummary;
    },
    async live({ findingId, frameId, segments, bytes }, signal) {
      const url = bridge.mediaUrl(['live', findingId, frameId], { segments: classOfValue(segments) });
      const response = await bridge.fetchMedia(url, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: bytes,
        signal,
      });
      // As with saveMask: one build, checked by the host.
      return (await response.json()) as LiveAnswer;
    },
    async putIntoTray(trayId, path, file, signal) {
      const url = bridge.mediaUrl(['trays', trayId, ...path.split('/')]);
      await bridge.fetchMedia(url, { method: 'PUT', body: file, signal });
    },
    putWeights: (trayId, name, file, signal, onSent) =>
      bridge.putMedia(bridge.mediaUrl(['weights', trayId, name]), file, signal, onSent),
  };
}

/** What the values of a mask are, as a query says it. */
function classOfValue(segments: LiveQuestion['segments']): string {
  return segments.map(({ value, classId }) => `${value}:${classId}`).join(',');
}
