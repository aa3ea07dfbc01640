import type { Hotkey } from '../../lib/hotkeys.ts';
import { t } from '../../lib/words.ts';
import type { Models } from './models.svelte.ts';

/** All that a hand on the keyboard can do on the page, beside its fields. */
export function modelsKeys(models: Models, focusFilter: () => void): Hotkey[] {
  const ofCard = (): boolean => models.view === 'card' && models.selected !== null;
  const onSelected = (work: (backbone: NonNullable<Models['selected']>) => void) => (): void => {
    if (models.selected !== null) work(models.selected);
  };
  const free = (): boolean => ofCard() && models.selected !== null && models.busy(models.selected) === null;
  return [
    {
      keys: ['ArrowDown'],
      title: t('models.key-next'),
      group: 'Models',
      repeats: true,
      // Among radio buttons the arrows are theirs.
      when: () => ofCard() && !(document.activeElement instanceof HTMLInputElement),
      run: () => models.step(1),
    },
    {
      keys: ['ArrowUp'],
      title: t('models.key-previous'),
      group: 'Models',
      repeats: true,
      when: () => ofCard() && !(document.activeElement instanceof HTMLInputElement),
      run: () => models.step(-1),
    },
    {
      keys: ['u'],
      title: t('models.use'),
      group: 'Models',
      when: free,
      run: onSelected((backbone) => void models.choose(backbone)),
    },
    {
      keys: ['v'],
      title: t('models.verify'),
      group: 'Models',
      when: () => free() && models.selected?.state === 'ready',
      run: onSelected((backbone) => void models.verify(backbone)),
    },
    {
      keys: ['Delete'],
      title: t('models.key-remove'),
      group: 'Models',
      when: () => free() && models.selected?.origin === 'imported',
      run: () => models.askRemoval(true),
    },
    { keys: ['i'], title: t('models.bring'), group: 'Models', run: () => models.showBring() },
    { keys: ['k'], title: t('models.known'), group: 'Models', run: () => void models.showCatalogue() },
    {
      keys: ['/'],
      title: t('models.key-filter'),
      group: 'Models',
      run: () => {
        void models.showCatalogue();
        requestAnimationFrame(focusFilter);
      },
    },
    {
      keys: ['Mod+Enter'],
      title: t('models.key-import'),
      group: 'Models',
      whileTyping: true,
      when: () => models.view === 'bring',
      run: () => void models.bringing.import(),
    },
    {
      keys: ['Escape'],
      title: t('models.key-card'),
      group: 'Models',
      run: () => {
        if (models.view !== 'card') models.showCard();
        else models.askRemoval(false);
      },
    },
  ];
}
