import type { MaskSummary } from '../../src-shared/contract/studies.contract.ts';
import type { ClassId, FrameId, MaskVersionId } from '../../src-shared/domain/ids.ts';
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

/** Everything that travels as bytes by URL. */
export interface Media {
  frame(frameId: FrameId, signal: AbortSignal): Promise<Blob>;
  thumbnail(frameId: FrameId, signal: AbortSignal): Promise<Blob>;
  mask(maskVersionId: MaskVersionId, signal: AbortSignal): Promise<LabelMap>;
  /** @throws LapidaryError `mask-changed` where the parent is no longer the current version. */
  saveMask(save: MaskSave): Promise<MaskSummary>;
  /** One file into an open import tray; `path` is relative and keeps its folders. */
  putIntoTray(trayId: string, path: string, file: Blob, signal: AbortSignal): Promise<void>;
}

export function mediaOf(bridge: Pick<Bridge, 'mediaUrl' | 'fetchMedia'>): Media {
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
        classes: classes.map(({ value, classId }) => `${value}:${classId}`).join(','),
      });
      const response = await bridge.fetchMedia(url, {
        method: 'PUT',
        headers: { 'content-type': 'application/octet-stream' },
        body: bytes,
      });
      // Both halves are of one build, and the host checks what it answers against the contract.
      return (await response.json()) as MaskSummary;
    },
    async putIntoTray(trayId, path, file, signal) {
      const url = bridge.mediaUrl(['trays', trayId, ...path.split('/')]);
      await bridge.fetchMedia(url, { method: 'PUT', body: file, signal });
    },
  };
}
