import { implement } from '@orpc/server';
import { studiesContract } from '../../src-shared/contract/studies.contract.ts';
import type { Caller } from '../foundations.ts';
import type { Erasure } from './erase.service.ts';
import type { Studies } from './studies.service.ts';

export function studiesRoutes(studies: Studies, erasure: Erasure) {
  const os = implement(studiesContract).$context<{ caller: Caller }>();
  return os.router({
    list: os.list.handler(({ input }) => studies.list(input)),
    get: os.get.handler(({ input }) => studies.get(input.studyId)),
    frames: os.frames.handler(({ input }) => studies.frames(input.studyId, input.frameIds)),
    patients: os.patients.handler(({ input }) => studies.patients(input.search)),
    remember: os.remember.handler(({ input }) => {
      studies.remember(input.studyId, input.frameId);
    }),
    move: os.move.handler(({ input, context }) => ({
      patientId: studies.move(input.studyId, input.to, context.caller.userId),
    })),
    erasePreview: os.erasePreview.handler(({ input }) => erasure.preview(input)),
    erase: os.erase.handler(({ input, context }) =>
      erasure.erase(input.subject, input, context.caller.userId),
    ),
  });
}
