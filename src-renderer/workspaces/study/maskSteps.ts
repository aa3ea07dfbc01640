import type { MaskStep } from '../../../src-shared/contract/masks.contract.ts';
import type { FrameSummary, MaskSummary } from '../../../src-shared/contract/studies.contract.ts';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import type { FrameId, MaskVersionId } from '../../../src-shared/domain/ids.ts';
import type { Client } from '../../lib/bridge.ts';
import { t } from '../../lib/words.ts';
import { applyPatch, patchBetween, patchBytes } from '../../viewer/edits.ts';
import type { Patch } from '../../viewer/edits.ts';
import type { Step } from './history.svelte.ts';
import { segmentsOf, standingOf } from './maskDocuments.ts';
import type { MaskDocument, MaskDocuments, Standing } from './maskDocuments.ts';
import { VersionRef } from './maskSaver.svelte.ts';
import type { MaskSaver } from './maskSaver.svelte.ts';
import { stepTitle } from './stepWords.ts';

export interface MaskStepPorts {
  readonly client: Pick<Client, 'masks'>;
  readonly documents: MaskDocuments;
  readonly saver: MaskSaver;
  readonly frame: (frameId: FrameId) => FrameSummary | undefined;
  readonly onScreen: () => FrameId | null;
  /** Brings a frame on screen, so that an undo is seen where it happens. */
  readonly show: (frameId: FrameId) => Promise<void>;
  /** A stroke under way ends before the mask moves under it. */
  readonly settle: () => void;
  readonly restored: (document: MaskDocument, patch: Patch | null) => void;
}

/** What a step led from or to: as this page knows it, or as the workstation's list names it. */
type End = Standing | MaskVersionId | null;

/** What a step did to the mask of one frame. */
export interface StepPart {
  readonly frameId: FrameId;
  /** 'by-version': not held, but can be worked out from the versions. Null: no pixel changed. */
  patch: Patch | null | 'by-version';
  readonly before: End;
  readonly after: End;
}

type Side = 'before' | 'after';

/** Steps over masks: undone and redone by the patch that was kept, or from the versions where none is. */
export class MaskSteps {
  readonly #ports: MaskStepPorts;

  constructor(ports: MaskStepPorts) {
    this.#ports = ports;
  }

  /**
   * One step over the masks of one or more frames.
   * @param stored its title, as it is stored
   */
  of(stored: string, parts: readonly StepPart[]): Step {
    const frames = parts.map(({ frameId }) => frameId);
    return {
      title: stepTitle(stored),
      frames,
      undo: () => this.#walk(parts.toReversed(), 'before'),
      redo: () => this.#walk(parts, 'after'),
      bytes: () => parts.reduce((sum, { patch }) => sum + heldBytes(patch), 0),
      release: () => {
        for (const part of parts) {
          if (heldBytes(part.patch) > 0 && isSaved(part.before) && isSaved(part.after)) {
            part.patch = 'by-version';
          }
        }
      },
      without: (frameId) => {
        const rest = parts.filter((part) => part.frameId !== frameId);
        return rest.length === 0 ? null : this.of(stored, rest);
      },
    };
  }

  /** A step that is in the workstation's list. */
  stored({ frameId, title, before, after }: MaskStep): Step {
    return this.of(title, [{ frameId, patch: 'by-version', before, after }]);
  }

  /** Goes to another version of a mask; the step from there to here and back. */
  async revert(document: MaskDocument, to: MaskSummary): Promise<Step> {
    this.#ports.settle();
    const after: Standing = { head: VersionRef.of(to), segments: segmentsOf(to) };
    const patch = await this.#patchTo(document, after);
    const before = standingOf(document);
    this.#enter(document, after, patch);
    this.#ports.saver.select(document.frameId, after.head, 'revert');
    return this.of('mask version', [{ frameId: document.frameId, patch, before, after }]);
  }

  async #walk(parts: readonly StepPart[], side: Side): Promise<void> {
    const here = this.#ports.onScreen();
    const seen = parts.find(({ frameId }) => frameId === here) ?? parts[0];
    if (seen !== undefined) await this.#ports.show(seen.frameId);
    // All is fetched before anything changes: a step over several frames happens as a whole or not at all.
    const ready = await Promise.all(parts.map((part) => this.#prepare(part, side)));
    for (const go of ready) await go();
  }

  async #prepare(part: StepPart, side: Side): Promise<() => Promise<void>> {
    const { documents, frame } = this.#ports;
    const to = await this.#standing(part.frameId, part[side]);
    const summary = frame(part.frameId);
    if (summary === undefined) {
      throw new LapidaryError('frame-gone', t('step.frame-gone'), t('step.frame-gone-remedy'));
    }
    // Read ahead, so that walking does not wait; a version that is not saved yet has its patch.
    if (part.patch === 'by-version' && to.head.id !== null) await documents.version(to.head.id);
    return async () => {
      const document = documents.held(part.frameId) ?? (await documents.open(summary));
      this.#ports.settle();
      const from = part[side === 'before' ? 'after' : 'before'];
      if (part.patch === 'by-version' || !isAt(document.head, from)) {
        this.#enter(document, to, await this.#patchTo(document, to));
      } else {
        if (part.patch !== null) applyPatch(document.map, part.patch, side);
        this.#arrive(document, to, part.patch);
      }
      this.#ports.saver.select(part.frameId, to.head, side === 'before' ? 'undo' : 'redo');
    };
  }

  #enter(document: MaskDocument, to: Standing, patch: Patch | null): void {
    if (patch !== null) applyPatch(document.map, patch, 'after');
    this.#arrive(document, to, patch);
  }

  #arrive(document: MaskDocument, to: Standing, patch: Patch | null): void {
    document.segments = to.segments;
    document.head = to.head;
    this.#ports.restored(document, patch);
  }

  /** What turns the map as it is now into that of a version. */
  async #patchTo(document: MaskDocument, { head }: Standing): Promise<Patch | null> {
    if (!(await head.saved)) {
      throw new LapidaryError('mask-given-up', t('step.given-up'), t('step.given-up-remedy'));
    }
    const { width, height } = document.map;
    const target =
      head.id === null
        ? { width, height, labels: new Uint8Array(width * height) }
        : await this.#ports.documents.version(head.id);
    return patchBetween(document.map, target);
  }

  async #standing(frameId: FrameId, end: End): Promise<Standing> {
    if (end === null) return { head: VersionRef.of(null), segments: [] };
    if (typeof end !== 'string') return end;
    const versions = await this.#ports.client.masks.history({ frameId });
    const summary = versions.find(({ id }) => id === end);
    if (summary === undefined) {
      throw new LapidaryError('mask-step-gone', t('step.gone'), t('step.gone-remedy'));
    }
    return { head: VersionRef.of(summary), segments: segmentsOf(summary) };
  }
}

function heldBytes(patch: StepPart['patch']): number {
  return patch === null || patch === 'by-version' ? 0 : patchBytes(patch);
}

function isSaved(end: End): boolean {
  return end === null || typeof end === 'string' || end.head.isSaved;
}

function isAt(head: VersionRef, end: End): boolean {
  if (end === null || typeof end === 'string') return head.isSaved && head.id === end;
  return head.is(end.head);
}
