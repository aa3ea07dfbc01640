import { build, isFresh } from '../../../scripts/build.ts';

/** Builds dist/ where it is stale, so that a suite started by itself tests the sources as they are. */
export function ensureBuilt(): void {
  if (!isFresh() && !build(undefined, true)) throw new Error('The build failed: see above.');
}
