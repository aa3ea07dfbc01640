import type { Remarks as StudyRemarks } from '../../../../src-shared/contract/review.contract.ts';
import type { CommentId, FrameId, StudyId } from '../../../../src-shared/domain/ids.ts';
import type { FrameSummary } from '../../../../src-shared/contract/studies.contract.ts';
import { soon } from '../../../lib/timing.ts';
import { t } from '../../../lib/words.ts';
import type { OverlayShape } from '../../../viewer/pointer.ts';
import type { App } from '../../shell/app.svelte.ts';
import type { History } from '../history.svelte.ts';
import { ArrowTool, arrowShapes } from './arrowTool.svelte.ts';

export type Comment = StudyRemarks['comments'][number];
export type Arrow = NonNullable<Comment['arrow']>;

/** A comment that is being written. */
export interface Draft {
  readonly frameId: FrameId;
  readonly commentId: CommentId | null;
  readonly text: string;
  readonly arrow: Arrow | null;
}

export interface RemarksPorts {
  readonly frame: () => FrameSummary | null;
  readonly frames: () => readonly FrameSummary[];
  readonly scale: () => number;
  readonly show: (frameId: FrameId) => Promise<void>;
  /** Runs what changes the reading, unless the study is signed. */
  readonly change: (work: () => Promise<unknown>) => Promise<boolean>;
}

/** Bookmarks and comments of a study: frames to come back to, and words about them with an arrow to what they mean. */
export class Remarks {
  readonly arrowTool: ArrowTool;
  readonly #app: Pick<App, 'client' | 'changes' | 'attempt' | 'toasts'>;
  readonly #studyId: StudyId;
  readonly #history: History;
  readonly #ports: RemarksPorts;
  #all = $state.raw<StudyRemarks>({ bookmarks: [], comments: [] });
  #draft = $state.raw<Draft | null>(null);
  readonly #marked = $derived(new Set(this.#all.bookmarks));
  readonly #byFrame = $derived(Map.groupBy(this.#all.comments, ({ frameId }) => frameId));
  readonly #readSoon = soon(100, () => void this.#read());

  constructor(
    app: Pick<App, 'client' | 'changes' | 'attempt' | 'toasts'>,
    studyId: StudyId,
    history: History,
    ports: RemarksPorts,
  ) {
    this.#app = app;
    this.#studyId = studyId;
    this.#history = history;
    this.#ports = ports;
    this.arrowTool = new ArrowTool({
      size: () => ports.frame(),
      scale: ports.scale,
      drawn: (arrow) => this.write({ arrow }),
    });
  }

  /** Reads them and follows their changes; returns the disposer. */
  start(): () => void {
    void this.#read();
    const unlisten = this.#app.changes.listen(['remarks'], (id) => {
      if (id === null || id === this.#studyId) this.#readSoon();
    });
    return () => {
      unlisten();
      this.#readSoon.cancel();
    };
  }

  get comments(): readonly Comment[] {
    return this.#all.comments;
  }
  /** What is being written of the frame on screen. */
  get draft(): Draft | null {
    const frameId = this.#ports.frame()?.id;
    return this.#draft?.frameId === frameId ? this.#draft : null;
  }
  isMarked(frameId: FrameId): boolean {
    return this.#marked.has(frameId);
  }
  commentsOn(frameId: FrameId): readonly Comment[] {
    return this.#byFrame.get(frameId) ?? [];
  }

  /** The arrows of the frame on screen, with the numbers of their comments. */
  get overlay(): readonly OverlayShape[] {
    const frame = this.#ports.frame();
    if (frame === null) return [];
    const draft = this.draft;
    const stored = this.commentsOn(frame.id);
    const arrows = stored.map(({ id, arrow }, at) => ({
      arrow: draft?.commentId === id ? draft.arrow : arrow,
      number: at + 1,
    }));
    if (draft !== null && draft.commentId === null) {
      arrows.push({ arrow: draft.arrow, number: stored.length + 1 });
    }
    const place = ([x, y]: readonly [number, number]) => ({ x: x * frame.width, y: y * frame.height });
    return arrows.flatMap(({ arrow, number }): OverlayShape[] =>
      arrow === null
        ? []
        : [
            ...arrowShapes(place(arrow.tail), place(arrow.head), this.#ports.scale()),
            { kind: 'text', at: place(arrow.tail), text: String(number) },
          ],
    );
  }

  async toggleBookmark(): Promise<void> {
    const frame = this.#ports.frame();
    if (frame === null) return;
    const marked = !this.isMarked(frame.id);
    const set = async (to: boolean): Promise<void> => {
      await this.#app.client.review.bookmark({ frameId: frame.id, marked: to });
      await this.#read();
    };
    await this.#app.attempt(async () => {
      await set(marked);
      this.#history.push({
        title: marked ? t('remarks.step-bookmark') : t('remarks.step-unmark'),
        frames: [],
        undo: () => set(!marked),
        redo: () => set(marked),
      });
    });
  }

  /** The next frame that is bookmarked, from the first again after the last. */
  async nextBookmark(): Promise<void> {
    const frames = this.#ports.frames();
    const here = frames.findIndex(({ id }) => id === this.#ports.frame()?.id);
    const turned = [...frames.slice(here + 1), ...frames.slice(0, here + 1)];
    const next = turned.find(({ id }) => this.isMarked(id));
    if (next !== undefined) await this.#ports.show(next.id);
    else this.#app.toasts.show({ tone: 'quiet', title: t('remarks.no-bookmarks') });
  }

  /** Goes on writing of the frame on screen, or begins to. */
  write(change: Partial<Pick<Draft, 'text' | 'arrow'>>): void {
    const frame = this.#ports.frame();
    if (frame === null) return;
    const draft = this.draft ?? { frameId: frame.id, commentId: null, text: '', arrow: null };
    this.#draft = { ...draft, ...change };
  }
  /** Takes a comment in hand. */
  edit({ id, frameId, text, arrow }: Comment): void {
    this.#draft = { frameId, commentId: id, text, arrow };
  }
  discard(): void {
    this.#draft = null;
  }

  async save(): Promise<void> {
    const draft = this.draft;
    if (draft === null || draft.text.trim() === '') return;
    const before = this.#all.comments.find(({ id }) => id === draft.commentId);
    const done = await this.#ports.change(async () => {
      const commentId = await this.#send(draft);
      const title = t('remarks.step-comment');
      if (before === undefined) {
        const remove = (removed: boolean) => async (): Promise<void> => {
          await this.#app.client.review.removeComment({ commentId, removed });
          await this.#read();
        };
        this.#history.push({ title, frames: [], undo: remove(true), redo: remove(false) });
      } else {
        this.#history.push({
          title,
          frames: [],
          undo: async () => void (await this.#send({ ...before, commentId })),
          redo: async () => void (await this.#send({ ...draft, commentId })),
        });
      }
    });
    if (done) this.#draft = null;
  }

  async remove(commentId: CommentId): Promise<void> {
    const set = async (removed: boolean): Promise<void> => {
      await this.#app.client.review.removeComment({ commentId, removed });
      await this.#read();
    };
    await this.#ports.change(async () => {
      await set(true);
      this.#history.push({
        title: t('remarks.step-remove'),
        frames: [],
        undo: () => set(false),
        redo: () => set(true),
      });
    });
  }

  async #send({ commentId, frameId, text, arrow }: Draft): Promise<CommentId> {
    const answer = await this.#app.client.review.comment({ commentId, frameId, text: text.trim(), arrow });
    await this.#read();
    return answer.commentId;
  }

  async #read(): Promise<void> {
    await this.#app.attempt(async () => {
      this.#all = await this.#app.client.review.remarks({ studyId: this.#studyId });
    });
  }
}
