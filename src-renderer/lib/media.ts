import type { LiveAnswer } from '../../src-shared/contract/predictions.contract.ts';
import type { MaskSummary } from '../../src-shared/contract/studies.contract.ts';
import type { Point, Rect } from '../../src-shared/domain/geometry.ts';
import type {
  ClassId,
  FindingId,
  FrameId,
  MaskVersionId,
  ProposalId,
  SchemaId,
  Sha256,
  StudyId,
} from '../../src-shared/domain/ids.ts';
import { decodeLabelMap } from '../../src-shared/domain/maskCodec.ts';
import type { LabelMap } from '../../src-shared/domain/maskCodec.ts';
import { decodeProbabilities } from '../../src-shared/domain/probabilityMap.ts';
import type { ProbabilityMap } from '../../src-shared/domain/probabilityMap.ts';
import type { Bridge } from './bridge.ts';

export interface MaskSave {
  readonly frameId: FrameId;
  /** The version the edit was made on; null: there was none. */
  readonly parent: MaskVersionId | null;
  readonly tool: string;
  /** What a reader would call the step: letters, digits and blanks. */
  readonly title: string;
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

/** As it is downloaded; `values`: one value for each class, or one for each segment. */
export interface MaskExportForm {
  readonly format: 'png' | 'coco-polygon' | 'coco-rle';
  readonly values: 'classes' | 'instances';
}

/** Marks from which a mask is proposed, in picture coordinates. */
export interface ProposalRequest {
  readonly frameId: FrameId;
  readonly kind: 'points' | 'box';
  readonly points: readonly (Point & { readonly inside: boolean })[];
  readonly box: Rect | null;
  /** 'watershed', 'grabcut' or the hash of a model. */
  readonly method: string;
}

export interface Proposal {
  /** Of the frame's own size; 0 and 1. */
  readonly map: LabelMap;
  /** 0…1; null: the method does not say. */
  readonly confidence: number | null;
  /** What there is to say of it, in words; may be empty. */
  readonly note: string;
}

/** What a segmentation head is asked about a frame. */
export interface ProbabilityQuestion {
  readonly frameId: FrameId;
  readonly source: Sha256;
  readonly schemaId: SchemaId;
  /** null: anything but background. */
  readonly classCode: string | null;
}

export interface SaliencyQuestion {
  readonly findingId: FindingId;
  readonly frameId: FrameId;
  readonly kind: 'rollout' | 'gradient';
}

/** Everything that travels as bytes by URL. */
export interface Media {
  frame(frameId: FrameId, signal: AbortSignal): Promise<Blob>;
  thumbnail(frameId: FrameId, signal: AbortSignal): Promise<Blob>;
  mask(maskVersionId: MaskVersionId, signal: AbortSignal): Promise<LabelMap>;
  /** @throws LapidaryError `mask-changed` where the parent is no longer the current version. */
  saveMask(save: MaskSave): Promise<MaskSummary>;
  /** What the active adapter says of a mask that is not saved. @throws LapidaryError `superseded` by a newer question */
  live(question: LiveQuestion, signal: AbortSignal, contrast?: boolean): Promise<LiveAnswer>;
  /** Where in a frame the newest prediction of a finding stems from; scaled to 0…1 by its own maximum. */
  saliency(question: SaliencyQuestion, signal: AbortSignal): Promise<ProbabilityMap>;
  /** Where two versions of a frame's mask differ: 0 in neither, 1 in both, 2 only in the first, 3 only in the second. */
  maskDifference(a: MaskVersionId, b: MaskVersionId, signal: AbortSignal): Promise<LabelMap>;
  /** What a stored proposal proposes for its frame. */
  proposedMask(proposalId: ProposalId, signal: AbortSignal): Promise<LabelMap>;
  /** How probable a head holds a class at each place of a frame, on its own grid. */
  headProbabilities(question: ProbabilityQuestion, signal: AbortSignal): Promise<ProbabilityMap>;
  /** A document as text. @throws LapidaryError where it could not be made */
  text(url: string): Promise<string>;
  /** The address of a study's masks in a form that other programs read. */
  maskExportUrl(studyId: StudyId, form: MaskExportForm): string;
  /** A mask proposed from marks; nothing of the frame changes. */
  propose(request: ProposalRequest, signal: AbortSignal): Promise<Proposal>;
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
    async saveMask({ frameId, parent, tool, title, classes, bytes }) {
      const url = bridge.mediaUrl(['masks', frameId], {
        parent: parent ?? 'none',
        tool,
        title,
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
    async live({ findingId, frameId, segments, bytes }, signal, contrast = false) {
      const query = { segments: classOfValue(segments), ...(contrast ? { contrast: '1' } : {}) };
      const url = bridge.mediaUrl(['live', findingId, frameId], query);
      const response = await bridge.fetchMedia(url, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: bytes,
        signal,
      });
      // As with saveMask: one build, checked by the host.
      return (await response.json()) as LiveAnswer;
    },
    async saliency({ findingId, frameId, kind }, signal) {
      const url = bridge.mediaUrl(['saliency', findingId, frameId], { kind });
      const response = await bridge.fetchMedia(url, { signal });
      return decodeProbabilities(new Uint8Array(await response.arrayBuffer()));
    },
    async maskDifference(a, b, signal) {
      const url = bridge.mediaUrl(['masks', a, 'difference', b]);
      const response = await bridge.fetchMedia(url, { signal });
      return decodeLabelMap(new Uint8Array(await response.arrayBuffer()));
    },
    async proposedMask(proposalId, signal) {
      const url = bridge.mediaUrl(['mask-proposals', proposalId]);
      const response = await bridge.fetchMedia(url, { signal });
      return decodeLabelMap(new Uint8Array(await response.arrayBuffer()));
    },
    async headProbabilities({ frameId, source, schemaId, classCode }, signal) {
      const query = { source, schema: schemaId, ...(classCode === null ? {} : { class: classCode }) };
      const response = await bridge.fetchMedia(bridge.mediaUrl(['head-probabilities', frameId], query), {
        signal,
      });
      return decodeProbabilities(new Uint8Array(await response.arrayBuffer()));
    },
    text: async (url) => (await bridge.fetchMedia(url)).text(),
    maskExportUrl: (studyId, { format, values }) =>
      bridge.mediaUrl(['mask-export', studyId], { format, values }),
    async propose({ frameId, points, box, method }, signal) {
      const response = await bridge.fetchMedia(bridge.mediaUrl(['proposals', frameId], { method }), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ points, box }),
        signal,
      });
      const map = decodeLabelMap(new Uint8Array(await response.arrayBuffer()));
      const confidence = response.headers.get('x-proposal-confidence') ?? '';
      return {
        map,
        confidence: confidence === '' ? null : Number(confidence),
        note: decodeURIComponent(response.headers.get('x-proposal-note') ?? ''),
      };
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
