import type { Hotkey } from '../../../lib/hotkeys.ts';
import { t } from '../../../lib/words.ts';
import type { MaskModels } from './maskModels.svelte.ts';

/** All that a hand on the keyboard can do with mask models, beside the fields of the form. */
export function maskModelsKeys(models: MaskModels): Hotkey[] {
  const { list } = models;
  const ofCard = (): boolean => !models.brings && list.selected !== null;
  return [
    {
      keys: ['ArrowDown'],
      title: t('mask-models.key-next'),
      group: 'Models',
      repeats: true,
      when: ofCard,
      run: () => list.step(1),
    },
    {
      keys: ['ArrowUp'],
      title: t('mask-models.key-previous'),
      group: 'Models',
      repeats: true,
      when: ofCard,
      run: () => list.step(-1),
    },
    {
      keys: ['Delete'],
      title: t('models.key-remove'),
      group: 'Models',
      when: () => ofCard() && list.selected !== null && list.busy(list.selected) === null,
      run: () => list.askRemoval(true),
    },
    { keys: ['i'], title: t('mask-models.bring'), group: 'Models', run: () => models.showBring() },
    {
      keys: ['Mod+Enter'],
      title: t('models.key-import'),
      group: 'Models',
      whileTyping: true,
      when: () => models.brings,
      run: () => void models.bringing.import(),
    },
    {
      keys: ['Escape'],
      title: t('models.key-card'),
      group: 'Models',
      run: () => {
        if (models.brings) models.showCard();
        else list.askRemoval(false);
      },
    },
  ];
}
