import { implement } from '@orpc/server';
import { contract } from '../../src-shared/contract/contract.ts';
import type { Caller } from '../foundations.ts';
import type { Exports } from './exports.service.ts';
import { reportAddress } from './reports.media.ts';

export function exportsRoutes(exports: Exports) {
  const os = implement(contract.exports).$context<{ caller: Caller }>();
  return os.router({
    report: os.report.handler(({ input }) => ({
      url: reportAddress(input),
      fileName: exports.fileName(input),
    })),
  });
}
