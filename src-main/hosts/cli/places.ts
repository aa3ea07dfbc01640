import { existsSync } from 'node:fs';
import path from 'node:path';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';

/** Where the parts of the installation lie that are not code. */
export interface Places {
  readonly modelsDir: string;
  readonly migrationsDir: string;
  /** The built page. */
  readonly rendererDir: string;
  /** Module that a compute process runs. */
  readonly computeEntry: string;
}

/**
 * Finds the installation that a module belongs to: a source checkout (src-main/hosts/cli) or a build (dist/main).
 * @throws LapidaryError `installation-incomplete`
 */
export function findPlaces(moduleDir: string): Places {
  for (let root = moduleDir; ; root = path.dirname(root)) {
    if (existsSync(path.join(root, 'migrations')) && existsSync(path.join(root, 'package.json'))) {
      const built = path.join(moduleDir, 'computeProcess.js');
      return {
        modelsDir: path.join(root, 'models'),
        migrationsDir: path.join(root, 'migrations'),
        rendererDir: path.join(root, 'dist', 'renderer'),
        computeEntry: existsSync(built) ? built : path.join(root, 'src-main', 'computeProcess.ts'),
      };
    }
    if (path.dirname(root) === root) break;
  }
  throw new LapidaryError(
    'installation-incomplete',
    'The folder of the migrations is not beside the program.',
    'Install Lapidary again.',
  );
}
