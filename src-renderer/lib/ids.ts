import type { StudyId } from '../../src-shared/domain/ids.ts';

/** A study's identifier out of an address somebody may have typed; null where it is none. */
export function asStudyId(text: string): StudyId | null {
  const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  return shape.test(text) ? (text as StudyId) : null;
}
