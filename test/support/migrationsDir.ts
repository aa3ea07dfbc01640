import path from 'node:path';

export const migrationsDir = path.resolve(import.meta.dirname, '../../migrations');
