import type { Head } from '../../../../src-shared/contract/segmentation.contract.ts';
import type { Hotkey } from '../../../lib/hotkeys.ts';
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
      title: 'Next head',
      group: 'Models',
      repeats: true,
      when: walks,
      run: () => list.step(1),
    },
    {
      keys: ['ArrowUp'],
      title: 'Previous head',
      group: 'Models',
      repeats: true,
      when: walks,
      run: () => list.step(-1),
    },
    {
      keys: ['u'],
      title: 'Use for proposals',
      group: 'Models',
      when: free,
      run: onSelected((head) => void heads.use(head)),
    },
    {
      keys: ['Delete'],
      title: 'Remove',
      group: 'Models',
      when: () => free() && list.selected !== null && heads.removable(list.selected),
      run: () => list.askRemoval(true),
    },
    { keys: ['t'], title: 'Train a head', group: 'Models', run: () => heads.showTraining() },
    {
      keys: ['Mod+Enter'],
      title: 'Start the training',
      group: 'Models',
      whileTyping: true,
      when: () => heads.trains,
      run: () => void heads.training.start(),
    },
    {
      keys: ['Escape'],
      title: 'Back to the card',
      group: 'Models',
      run: () => {
        if (heads.trains) heads.showCard();
        else list.askRemoval(false);
      },
    },
  ];
}
