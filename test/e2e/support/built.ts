import { build, isFresh } from '../../../scripts/build.ts';

let checked: Promise<void> | undefined;

/** Builds dist/ where it is stale, so that a suite started by itself tests the sources as they are. Looks once. */
export function ensureBuilt(): Promise<void> {
  checked ??= (async () => {
    if (isFresh()) return;
    if (!(await build(undefined, true))) throw new Error('The build failed: see above.');
  })();
  return checked;
}
