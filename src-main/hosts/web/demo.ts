import { createRouterClient } from '@orpc/server';
import type { Served } from './served.ts';

/** Starts loading the demo cohort unless it is there already: what `--demo` asks of every host with a page. */
export async function loadDemo(served: Pick<Served, 'router' | 'caller'>): Promise<void> {
  const api = createRouterClient(served.router, { context: { caller: served.caller('page') } });
  const { loaded } = await api.demo.status();
  if (!loaded) await api.demo.load();
}
