import type { z } from 'zod';
import { StudyView, studyStates } from '../../src-shared/contract/studies.contract.ts';
import type { SavedFilter, StudyFlags } from '../../src-shared/contract/studies.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { SiteId, StudyId, UserId } from '../../src-shared/domain/ids.ts';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import { isUser, writeMarks, writeParticulars } from './marks.queries.ts';
import type { Particulars } from './marks.queries.ts';
import { deleteSavedFilter, readSavedFilters, writeSavedFilter } from './savedFilters.queries.ts';
import { readSites, readStudies } from './studies.queries.ts';
import type { StudySummary } from './studies.queries.ts';
import { countStates, countStudies, readPage } from './worklist.queries.ts';
import type { Asked } from './worklist.queries.ts';
import { createWorklistIndex } from './worklistIndex.ts';
import { decodeCursor, encodeCursor } from './worklistOrder.ts';

/** A page that is asked for; what is left out: all studies, in the order in which they want attention, from the top. */
export type PageRequest = z.input<typeof StudyView> & {
  readonly search: string;
  /** Of an earlier page's `next`. */
  readonly cursor: string | null;
  readonly skip?: number;
  readonly limit: number;
};

/** Milliseconds. Reading all texts takes the processor for seconds, which the first look at the worklist needs. */
const startDelay = 2000;

/** The studies there are: found, ordered, counted, marked. */
export function createWorklist({ db, changes }: Pick<Foundations, 'db' | 'changes'>) {
  const index = createWorklistIndex(db);
  let soon: ReturnType<typeof setTimeout> | undefined;

  const asked = (view: StudyView, search: string, me: UserId | null): Asked => ({
    filter: view.filter,
    matches: index.search(search),
    me,
  });
  const require = (studyId: StudyId): StudySummary => {
    const [study] = readStudies(db, [studyId]);
    if (study) return study;
    throw new LapidaryError(
      'not-found',
      'This study is not in the database.',
      'It may have been erased. Reload the worklist.',
    );
  };
  const announce = (studyId: StudyId): void => {
    changes.announce({ topic: 'studies', id: null });
    changes.announce({ topic: 'study', id: studyId });
  };

  return {
    /**
     * Resolves when a search needs to wait for nothing: the texts that it looks into are read in the background. A search
     * before that reads what is missing itself, and holds everything else up for it.
     */
    prepareSearch: (): Promise<void> => index.prepare(),

    /** The same, once the program has had time to start; a search does not wait for that. */
    prepareSearchSoon(failed: (error: unknown) => void): void {
      soon = setTimeout(() => void index.prepare().catch(failed), startDelay);
      soon.unref();
    },

    /** Stops reading in the background. */
    closeSearch(): void {
      clearTimeout(soon);
      index.close();
    },

    /**
     * @param me whose studies 'me' in a filter stands for
     * @throws LapidaryError `cursor-invalid`
     */
    list(
      { search, cursor, skip = 0, limit, ...rest }: PageRequest,
      me: UserId | null = null,
    ): { studies: StudySummary[]; next: string | null; total: number | null } {
      const view = StudyView.parse(rest);
      const { order, reversed } = view;
      const wanted = asked(view, search, me);
      if (order === 'patient') index.refresh();
      const after = cursor === null ? null : decodeCursor(cursor, order, reversed);
      const { ids, last } = readPage(db, wanted, { order, reversed, after, skip, limit });
      const isFull = last !== null && ids.length === limit;
      return {
        studies: readStudies(db, ids),
        next: isFull ? encodeCursor(order, reversed, last) : null,
        total: after === null ? countStudies(db, wanted) : null,
      };
    },

    /** Per state, whatever states the filter names. */
    tally(
      input: { readonly search: string } & Pick<z.input<typeof StudyView>, 'filter'>,
      me: UserId | null = null,
    ): { states: Record<StudySummary['state'], number>; openAmendments: number } {
      const view = StudyView.parse({ filter: input.filter });
      const filter = { ...view.filter, states: [], openAmendment: false };
      const wanted = { ...asked(view, input.search, me), filter };
      const counted = countStates(db, wanted);
      const open = { ...wanted, filter: { ...filter, openAmendment: true } };
      return {
        states: Object.fromEntries(studyStates.map((state) => [state, counted[state] ?? 0])) as Record<
          StudySummary['state'],
          number
        >,
        openAmendments: countStudies(db, open),
      };
    },

    sites: (): { id: SiteId; name: string }[] => readSites(db),

    /**
     * Flags a study, or gives it to a reader; what is left out stays as it is. The study does not count as changed.
     * @throws LapidaryError `not-found`, `user-unknown`
     */
    mark(
      studyId: StudyId,
      marks: {
        readonly flags?: SomeFlags | undefined;
        readonly assigneeId?: UserId | null | undefined;
      },
      userId: UserId,
    ): StudySummary {
      const before = require(studyId);
      const flags = { ...before.flags, ...defined(marks.flags ?? {}) };
      const assigneeId = marks.assigneeId === undefined ? (before.assignee?.id ?? null) : marks.assigneeId;
      db.transaction(() => {
        if (assigneeId !== null && !isUser(db, assigneeId)) throw unknownUser();
        writeMarks(db, studyId, { ...flags, assigneeId });
        recordEvent(db, userId, {
          kind: 'study.marked',
          subjectKind: 'study',
          subjectId: studyId,
          detail: { ...flags, assignee: assigneeId },
        });
      });
      announce(studyId);
      return require(studyId);
    },

    /** Corrects what a study is called. @throws LapidaryError `not-found`, `study-signed` */
    edit(studyId: StudyId, to: Particulars, userId: UserId): StudySummary {
      const before = require(studyId);
      const particulars = { ...to, accession: to.accession === '' ? null : to.accession };
      const changed = (['performedOn', 'description', 'accession'] as const).filter(
        (key) => before[key] !== particulars[key],
      );
      if (changed.length === 0) return before;
      db.transaction(() => {
        writeParticulars(db, studyId, particulars);
        // What it was and is may identify the patient.
        recordEvent(db, userId, {
          kind: 'study.edited',
          subjectKind: 'study',
          subjectId: studyId,
          detail: { changed },
        });
      });
      announce(studyId);
      return require(studyId);
    },

    savedFilters: (): SavedFilter[] => readSavedFilters(db),

    saveFilter(filter: SavedFilter, userId: UserId): SavedFilter[] {
      writeSavedFilter(db, userId, filter);
      changes.announce({ topic: 'settings', id: null });
      return readSavedFilters(db);
    },

    removeFilter(name: string): SavedFilter[] {
      deleteSavedFilter(db, name);
      changes.announce({ topic: 'settings', id: null });
      return readSavedFilters(db);
    },
  };
}

type SomeFlags = { readonly [Flag in keyof StudyFlags]?: boolean | undefined };

/** Without what is undefined, which would take the place of what is there. */
const defined = (flags: SomeFlags): Partial<StudyFlags> =>
  Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));

function unknownUser(): LapidaryError {
  return new LapidaryError(
    'user-unknown',
    'There is no such reader on this workstation.',
    'Choose the reader again.',
  );
}
