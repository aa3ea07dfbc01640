import type { HotkeyGroup } from '../../lib/hotkeys.ts';
import { t } from '../../lib/words.ts';

/** How the groups of the keyboard map are called. */
export const groupTitles: Readonly<Record<HotkeyGroup, string>> = {
  Everywhere: t('keys.group.everywhere'),
  Worklist: t('keys.group.worklist'),
  Frames: t('keys.group.frames'),
  View: t('keys.group.view'),
  Mask: t('keys.group.mask'),
  Findings: t('keys.group.findings'),
  Adapt: t('keys.group.adapt'),
  Models: t('keys.group.models'),
};
