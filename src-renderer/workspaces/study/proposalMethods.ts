import type { ToolSettings } from '../../viewer/tools/settings.svelte.ts';
import type { App } from '../shell/app.svelte.ts';

/** Tells the tools what can propose masks, now and whenever the site's models change; returns the disposer. */
export function followMethods(
  app: Pick<App, 'client' | 'changes' | 'attempt'>,
  settings: Pick<ToolSettings, 'offer'>,
): () => void {
  const read = (): void => void app.attempt(async () => settings.offer(await app.client.proposals.methods()));
  read();
  return app.changes.listen(['mask-models'], read);
}
