import { implement } from '@orpc/server';
import { systemContract } from '../../src-shared/contract/system.contract.ts';
import type { System } from './system.service.ts';

export function systemRoutes(system: System) {
  const os = implement(systemContract);
  return os.router({
    info: os.info.handler(() => system.info()),
    doctor: os.doctor.handler(() => system.doctor()),
    verify: os.verify.handler(() => system.verify()),
  });
}
