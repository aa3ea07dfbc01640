import type { IconName } from '../../ui/icons.ts';
import type { Workspace } from './navigation.svelte.ts';

/** The workspaces, in the order of the rail. Their keys work everywhere: no page takes one for something else. */
export const places: readonly {
  readonly workspace: Workspace;
  readonly title: string;
  readonly icon: IconName;
  readonly keys: string;
}[] = [
  { workspace: 'worklist', title: 'Worklist', icon: 'worklist', keys: 'Shift+W' },
  { workspace: 'study', title: 'Study', icon: 'study', keys: 'Shift+S' },
  { workspace: 'adapt', title: 'Adapt', icon: 'adapt', keys: 'Shift+A' },
  { workspace: 'models', title: 'Models', icon: 'network', keys: 'Shift+B' },
  { workspace: 'system', title: 'System', icon: 'system', keys: 'Shift+Y' },
];
