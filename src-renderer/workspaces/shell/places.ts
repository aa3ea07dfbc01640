import { t } from '../../lib/words.ts';
import type { IconName } from '../../ui/icons.ts';
import type { Workspace } from './navigation.svelte.ts';

/** The workspaces, in the order of the rail. Their keys work everywhere: no page takes one for something else. */
export const places: readonly {
  readonly workspace: Workspace;
  readonly title: string;
  readonly icon: IconName;
  readonly keys: string;
}[] = [
  { workspace: 'worklist', title: t('shell.worklist'), icon: 'worklist', keys: 'Shift+W' },
  { workspace: 'study', title: t('shell.study'), icon: 'study', keys: 'Shift+S' },
  { workspace: 'adapt', title: t('shell.adapt'), icon: 'adapt', keys: 'Shift+A' },
  { workspace: 'models', title: t('shell.models'), icon: 'network', keys: 'Shift+B' },
  { workspace: 'site', title: t('shell.site'), icon: 'chart', keys: 'Shift+G' },
  { workspace: 'system', title: t('shell.system'), icon: 'system', keys: 'Shift+Y' },
];
