import type { StudyId } from '../../../src-shared/domain/ids.ts';
import { asStudyId } from '../../lib/ids.ts';

export type Workspace = 'worklist' | 'study' | 'adapt' | 'models' | 'site' | 'system';

export interface Place {
  readonly workspace: Workspace;
  /** The study that is open, wherever one looks: going to Adapt and back returns to it. */
  readonly studyId: StudyId | null;
}

/** Where the page is, kept in its address so that a reload and the back button work. Holds nothing identifying. */
export class Navigation {
  #place = $state.raw<Place>({ workspace: 'worklist', studyId: null });

  get place(): Place {
    return this.#place;
  }

  /** Follows the address; returns the disposer. */
  start(): () => void {
    const read = (): void => {
      this.#place = placeOf(window.location.hash, this.#place.studyId);
    };
    read();
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }

  go(workspace: Exclude<Workspace, 'study'>): void {
    this.#place = { ...this.#place, workspace };
    window.location.hash = `/${workspace}`;
  }

  /** Any workspace; Study only where one is open. */
  show(workspace: Workspace): void {
    if (workspace !== 'study') this.go(workspace);
    else if (this.#place.studyId !== null) this.openStudy(this.#place.studyId);
  }

  openStudy(studyId: StudyId): void {
    this.#place = { workspace: 'study', studyId };
    window.location.hash = `/study/${studyId}`;
  }

  /** The study is no more. */
  forgetStudy(studyId: StudyId): void {
    if (this.#place.studyId !== studyId) return;
    this.#place = { ...this.#place, studyId: null };
    if (this.#place.workspace === 'study') this.go('worklist');
  }
}

/** @param hash "#/study/<id>", "#/adapt", … ; anything else is the worklist */
export function placeOf(hash: string, openStudy: StudyId | null): Place {
  const [workspace, id] = hash.replace(/^#\/?/, '').split('/');
  if (workspace === 'study') {
    const studyId = asStudyId(id ?? '') ?? openStudy;
    return studyId === null ? { workspace: 'worklist', studyId } : { workspace: 'study', studyId };
  }
  if (workspace === 'adapt' || workspace === 'models' || workspace === 'site' || workspace === 'system') {
    return { workspace, studyId: openStudy };
  }
  return { workspace: 'worklist', studyId: openStudy };
}
