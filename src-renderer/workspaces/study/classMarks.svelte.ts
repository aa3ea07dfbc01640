import { SvelteSet } from 'svelte/reactivity';
import type { ClassId } from '../../../src-shared/domain/ids.ts';

/** What a reader has set aside while working on a study's masks: classes that are not shown, and classes that are kept. */
export class ClassMarks {
  readonly #hidden = new SvelteSet<ClassId>();
  readonly #locked = new SvelteSet<ClassId>();

  isHidden(classId: ClassId): boolean {
    return this.#hidden.has(classId);
  }
  /** No tool changes the pixels of a locked class. */
  isLocked(classId: ClassId): boolean {
    return this.#locked.has(classId);
  }
  toggleHidden(classId: ClassId): void {
    if (!this.#hidden.delete(classId)) this.#hidden.add(classId);
  }
  toggleLocked(classId: ClassId): void {
    if (!this.#locked.delete(classId)) this.#locked.add(classId);
  }
}
