import { implement } from '@orpc/server';
import { schemasContract } from '../../src-shared/contract/schemas.contract.ts';
import type { Caller, Foundations } from '../foundations.ts';
import { readLocations, readSchemas } from './schemas.queries.ts';

export function schemasRoutes({ db }: Pick<Foundations, 'db'>) {
  const os = implement(schemasContract).$context<{ caller: Caller }>();
  return os.router({
    locations: os.locations.handler(() => readLocations(db)),
    list: os.list.handler(() => readSchemas(db)),
  });
}
