import type { Plan } from '../networks/methods/plan.ts';
import type { PlanSessions } from './planSessions.ts';

/**
 * The sessions of the run before, for the next one whose graphs are the same: opening them anew costs a run over a few
 * cases as much time as its training.
 */
export interface SharedSessions {
  /** @param graphs names method and options: plans of that name differ in their initial values alone */
  of(graphs: string, plan: Plan, open: () => PlanSessions): Promise<PlanSessions>;
  release(): Promise<void>;
}

export function createSharedSessions(): SharedSessions {
  let latest: { readonly graphs: string; readonly sessions: PlanSessions } | undefined;
  const release = async (): Promise<void> => {
    const { sessions } = latest ?? {};
    latest = undefined;
    await sessions?.release();
  };
  return {
    async of(graphs, plan, open) {
      if (latest?.graphs !== graphs) {
        await release();
        latest = { graphs, sessions: open() };
      }
      return latest.sessions.seeded(plan);
    },
    release,
  };
}
