import type { RunId } from '../../src-shared/domain/ids.ts';
import type { NamedStore } from '../storage/dataFolder.ts';

/** The checkpoint of a run, or of one trial of its search. */
export function checkpointName(runId: RunId, trial?: number): string {
  return trial === undefined ? runId : `${runId}-t${trial}`;
}

const ofTrial = /-t\d+$/;

/** Removes the checkpoints of all runs but those kept, those of their trials among them. */
export async function sweepCheckpoints(checkpoints: NamedStore, kept: ReadonlySet<string>): Promise<void> {
  for (const name of await checkpoints.list()) {
    if (!kept.has(name.replace(ofTrial, ''))) await checkpoints.remove(name);
  }
}
