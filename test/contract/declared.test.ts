import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { call, getRouter, isProcedure, traverseContractProcedures } from '@orpc/server';
import type { AnyContractProcedure } from '@orpc/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contract } from '../../src-shared/contract/contract.ts';
import type { ProcedureMeta } from '../../src-shared/contract/procedure.ts';
import { UserId } from '../../src-shared/domain/ids.ts';
import { permissions } from '../../src-shared/domain/permissions.ts';
import type { Workstation } from '../../src-main/workstation.ts';
import { createWorkstation } from '../../src-main/workstation.ts';

const declared: {
  readonly name: string;
  readonly path: readonly string[];
  readonly procedure: AnyContractProcedure;
}[] = [];
traverseContractProcedures({ router: contract, path: [] }, ({ contract: procedure, path: steps }) => {
  declared.push({ name: steps.join('.'), path: steps, procedure });
});

let folder: string;
let workstation: Workstation;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lapidary-declared-'));
  const root = path.resolve(import.meta.dirname, '../..');
  workstation = await createWorkstation({
    dataDir: path.join(folder, 'data'),
    modelsDir: path.join(root, 'models'),
    migrationsDir: path.join(root, 'migrations'),
    host: 'web',
    spawnCompute: () => {
      throw new Error('Nothing here computes.');
    },
    log: () => undefined,
  });
});

afterAll(async () => {
  await workstation.close();
  await rm(folder, { recursive: true, force: true });
});

test('the contract was found', () => {
  expect(declared.length).toBeGreaterThan(30);
});

describe.each(declared)('$name', ({ path: steps, procedure }) => {
  test('declares the permission it needs', () => {
    const meta = procedure['~orpc'].meta as Partial<ProcedureMeta>;
    expect(permissions).toContain(meta.permission);
  });

  test('is implemented', () => {
    expect(isProcedure(getRouter(workstation.router, steps))).toBe(true);
  });

  test('is refused to a stranger before its input is looked at', async () => {
    const implemented = getRouter(workstation.router, steps);
    if (!isProcedure(implemented)) throw new Error('not implemented');
    const stranger = { userId: UserId.parse('01930000-0000-7000-8000-00000000ffff'), door: 'page' as const };
    await expect(call(implemented, undefined, { context: { caller: stranger } })).rejects.toMatchObject({
      code: 'not-permitted',
    });
  });
});
