import { build, isFresh } from '../../../scripts/build.ts';

/** Builds dist/ where it is stale, so that a suite started by itself tests the sources as they are. */
export async function ensureBuilt(): Promise<void> {
  if (isFresh()) return;
  if (!(await build(undefined, true))) throw new Error('The build failed: see above.');
}
