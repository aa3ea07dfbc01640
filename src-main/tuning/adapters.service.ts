import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { AdapterId, SchemaId, UserId } from '../../src-shared/domain/ids.ts';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import * as queries from './adapters.queries.ts';

export type { AdapterRow, MaskOfFinding } from './adapters.queries.ts';
export { adapterClasses, maskOfFinding } from './adapters.queries.ts';

/** Tuned prompts: immutable files, of which one per label schema answers. */
export interface Adapters {
  /** @throws LapidaryError `adapter-missing` */
  get(adapterId: AdapterId): queries.AdapterRow;
  active(): queries.AdapterRow[];
  /** @throws LapidaryError `adapter-missing` */
  activate(adapterId: AdapterId, userId: UserId): void;
  /** Back to the adapter that was active before; null: none was, and none is now. */
  rollBack(schemaId: SchemaId, userId: UserId): AdapterId | null;
}

export function createAdapters({ db, changes }: Pick<Foundations, 'db' | 'changes'>): Adapters {
  const announce = (): void => {
    changes.announce({ topic: 'adapters', id: null });
    changes.announce({ topic: 'predictions', id: null });
  };

  const get = (adapterId: AdapterId): queries.AdapterRow => {
    const adapter = queries.adapterById(db, adapterId);
    if (adapter) return adapter;
    throw new LapidaryError(
      'adapter-missing',
      'There is no such adapter any more.',
      'Choose one of the adapters in the list.',
    );
  };

  /** The adapters that were active one after the other and would come back one by one; the last is active now. */
  const stack = (schemaId: SchemaId): AdapterId[] => {
    const held: { readonly id: AdapterId; readonly erased: boolean }[] = [];
    for (const { kind, adapterId, erased } of queries.activationHistory(db, schemaId)) {
      if (kind === 'adapter.rolled-back') held.pop();
      else if (adapterId !== null) held.push({ id: adapterId, erased: erased === 1 });
    }
    return held.filter(({ erased }) => !erased).map(({ id }) => id);
  };

  return {
    get,
    active: () => queries.activeAdapters(db),
    activate(adapterId, userId) {
      const { schemaId } = get(adapterId);
      db.transaction(() => {
        queries.setActive(db, schemaId, adapterId);
        recordEvent(db, userId, {
          kind: 'adapter.activated',
          subjectKind: 'schema',
          subjectId: schemaId,
          detail: { adapter: adapterId },
        });
      });
      announce();
    },
    rollBack(schemaId, userId) {
      const before = stack(schemaId).at(-2) ?? null;
      db.transaction(() => {
        queries.setActive(db, schemaId, before);
        recordEvent(db, userId, {
          kind: 'adapter.rolled-back',
          subjectKind: 'schema',
          subjectId: schemaId,
          detail: { adapter: before },
        });
      });
      announce();
      return before;
    },
  };
}
