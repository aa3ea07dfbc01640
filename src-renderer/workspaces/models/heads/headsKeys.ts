import type { Head } from '../../../../src-shared/contract/segmentation.contract.ts';
import type { Hotkey } from '../../../lib/hotkeys.ts';
import { t } from '../../../lib/words.ts';
import type { Heads } from './heads.svelte.ts';

/** All that a hand on the keyboard can do with segmentation heads, beside the fields of the form. */
export function headsKeys(heads: Heads): Hotkey[] {
  const { list } = heads;
  // Among radio buttons the arrows are theirs.
  const walks = (): boolean => !heads.trains && !(document.activeElement instanceof HTMLInputElement);
  const free = (): boolean => !heads.trains && list.selected !== null && list.busy(list.selected) === null;
  const onSelected = (work: (head: Head) => void) => (): void => {
    if (list.selected !== null) work(list.selected);
  };
  return [
    {
      keys: ['ArrowDown'],
      title: t('heads.key-next'),
      group: 'Models',
      repeats: true,
      when: walks,
      run: () => list.step(1),
    },
    {
      keys: ['ArrowUp'],
      title: t('heads.key-previous'),
      group: 'Models',
      repeats: true,
      when: walks,
      run: () => list.step(-1),
    },
    {
      keys: ['u'],
      title: t('heads.use'),
      group: 'Models',
      when: free,
      run: onSelected((head) => void heads.use(head)),
    },
    {
      keys: ['Delete'],
      title: t('models.key-remove'),
      group: 'Models',
      when: () => free() && list.selected !== null && heads.removable(list.selected),
      run: () => list.askRemoval(true),
    },
    { keys: ['t'], title: t('heads.train'), group: 'Models', run: () => heads.showTraining() },
    {
      keys: ['Mod+Enter'],
      title: t('heads.key-start'),
      group: 'Models',
      whileTyping: true,
      when: () => heads.trains,
      run: () => void heads.training.start(),
    },
    {
      keys: ['Escape'],
      title: t('models.key-card'),
      group: 'Models',
      run: () => {
        if (heads.trains) heads.showCard();
        else list.askRemoval(false);
      },
    },
  ];
}
