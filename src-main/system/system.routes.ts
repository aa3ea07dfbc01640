import { implement } from '@orpc/server';
import { systemContract } from '../../src-shared/contract/system.contract.ts';
import type { Caller } from '../foundations.ts';
import type { WorkstationPreferences } from './preferences.service.ts';
import type { WorkstationSettings } from './settings.service.ts';
import type { System } from './system.service.ts';

export function systemRoutes(
  system: System,
  settings: WorkstationSettings,
  preferences: WorkstationPreferences,
) {
  const os = implement(systemContract).$context<{ readonly caller: Caller }>();
  return os.router({
    info: os.info.handler(() => system.info()),
    doctor: os.doctor.handler(({ input }) => system.doctor(input)),
    settings: os.settings.handler(() => settings.report()),
    changeSettings: os.changeSettings.handler(({ input, context }) =>
      settings.change(input, context.caller.userId),
    ),
    preferences: os.preferences.handler(() => preferences.current()),
    changePreferences: os.changePreferences.handler(({ input, context }) =>
      preferences.change(input, context.caller.userId),
    ),
    caches: os.caches.handler(() => system.caches()),
    clearCaches: os.clearCaches.handler(() => system.clearCaches()),
    verify: os.verify.handler(() => system.verify()),
  });
}
