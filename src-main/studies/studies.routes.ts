import { implement } from '@orpc/server';
import { studiesContract } from '../../src-shared/contract/studies.contract.ts';
import type { Caller } from '../foundations.ts';
import type { Erasure } from './erase.service.ts';
import type { Studies } from './studies.service.ts';

export function studiesRoutes(studies: Studies, erasure: Erasure) {
  const os = implement(studiesContract).$context<{ caller: Caller }>();
  return os.router({
    list: os.list.handler(async ({ input, context }) => {
      if (input.search.trim() !== '' || input.order === 'patient') await studies.prepareSearch();
      return studies.list(input, context.caller.userId);
    }),
    tally: os.tally.handler(async ({ input, context }) => {
      if (input.search.trim() !== '') await studies.prepareSearch();
      return studies.tally(input, context.caller.userId);
    }),
    sites: os.sites.handler(() => studies.sites()),
    mark: os.mark.handler(({ input, context }) => studies.mark(input.studyId, input, context.caller.userId)),
    edit: os.edit.handler(({ input, context }) => studies.edit(input.studyId, input, context.caller.userId)),
    savedFilters: os.savedFilters.handler(() => studies.savedFilters()),
    saveFilter: os.saveFilter.handler(({ input, context }) =>
      studies.saveFilter(input, context.caller.userId),
    ),
    removeFilter: os.removeFilter.handler(({ input }) => studies.removeFilter(input.name)),
    get: os.get.handler(({ input }) => studies.get(input.studyId)),
    frames: os.frames.handler(({ input }) => studies.frames(input.studyId, input.frameIds)),
    patients: os.patients.handler(({ input }) => studies.patients(input.search)),
    remember: os.remember.handler(({ input }) => {
      studies.remember(input.studyId, input.frameId);
    }),
    move: os.move.handler(({ input, context }) => ({
      patientId: studies.move(input.studyId, input.to, context.caller.userId),
    })),
    framesPreview: os.framesPreview.handler(({ input }) =>
      studies.framesPreview(input.studyId, input.frameIds),
    ),
    moveFrames: os.moveFrames.handler(({ input, context }) =>
      studies.moveFrames(input.studyId, input.frames, input.to, context.caller.userId, input.removeEmpty),
    ),
    erasePreview: os.erasePreview.handler(({ input }) => erasure.preview(input)),
    erase: os.erase.handler(({ input, context }) =>
      erasure.erase(input.subject, input, context.caller.userId),
    ),
  });
}
