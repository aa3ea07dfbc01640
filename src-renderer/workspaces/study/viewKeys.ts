import type { Hotkey } from '../../lib/hotkeys.ts';
import { t } from '../../lib/words.ts';
import type { Study } from './study.svelte.ts';

/** Keys that work as long as they are held; they end when `heldKeys` hears them go. */
const swapKey = ',';
const lensKey = '.';

/** What a hand on the keyboard can do with the view of a study. */
export function viewKeys({ view, reel, editor }: Pick<Study, 'view' | 'reel' | 'editor'>): Hotkey[] {
  const { comparison, measuring } = view;
  const { desk } = editor;
  const framed = (): boolean => reel.frame !== null;
  return [
    {
      keys: [lensKey],
      held: true,
      title: t('view.key-magnifier'),
      group: 'View',
      when: framed,
      run: () => view.showLens(true),
    },
    { keys: ['/'], title: t('view.adjust'), group: 'View', run: () => view.togglePanel('adjust') },
    {
      keys: [';'],
      title: t('view.key-red-free'),
      group: 'View',
      run: () => view.adjust({ redFree: !view.adjustment.redFree }),
    },
    {
      keys: ['Shift+V'],
      title: t('view.key-inverted'),
      group: 'View',
      run: () => view.adjust({ inverted: !view.adjustment.inverted }),
    },
    {
      keys: ['PageUp'],
      title: t('view.key-brighter'),
      group: 'View',
      repeats: true,
      run: () => view.adjustBy('brightness', 1),
    },
    {
      keys: ['PageDown'],
      title: t('view.key-darker'),
      group: 'View',
      repeats: true,
      run: () => view.adjustBy('brightness', -1),
    },
    {
      keys: ['Shift+PageUp'],
      title: t('view.key-more-contrast'),
      group: 'View',
      repeats: true,
      run: () => view.adjustBy('contrast', 1),
    },
    {
      keys: ['Shift+PageDown'],
      title: t('view.key-less-contrast'),
      group: 'View',
      repeats: true,
      run: () => view.adjustBy('contrast', -1),
    },
    {
      keys: ['Shift+Z'],
      title: t('view.key-as-stored'),
      group: 'View',
      run: () => view.resetAdjustment(),
    },
    {
      keys: ['Shift+F'],
      title: t('view.key-compare'),
      group: 'View',
      when: framed,
      run: () => void (comparison.compared === null ? view.compareHere() : view.stopComparing()),
    },
    {
      keys: ['Shift+P'],
      title: t('view.key-compare-before'),
      group: 'View',
      when: framed,
      run: () => void view.compareBefore(),
    },
    {
      keys: [swapKey],
      held: true,
      title: t('view.key-swap'),
      group: 'View',
      when: () => comparison.compared !== null,
      run: () => comparison.hold(true),
    },
    {
      keys: ['Shift+E'],
      title: t('view.key-beside'),
      group: 'View',
      when: () => comparison.compared !== null,
      run: () => comparison.setLook(comparison.look === 'beside' ? 'in-place' : 'beside'),
    },
    {
      keys: ['Shift+D'],
      title: t('view.key-difference'),
      group: 'View',
      when: () => comparison.compared?.kind === 'version',
      run: () => comparison.setLook(comparison.look === 'difference' ? 'in-place' : 'difference'),
    },
    { keys: ['u'], title: t('view.key-measure'), group: 'View', run: () => view.togglePanel('measure') },
    { keys: ['Shift+U'], title: t('view.key-cycle'), group: 'View', run: () => view.cycleMeasure() },
    {
      keys: ['Shift+R'],
      title: t('view.area-of-segment'),
      group: 'View',
      when: () => view.panel === 'measure',
      run: () => measuring.measureValue(editor.value),
    },
    {
      keys: ['Escape'],
      title: t('view.key-close'),
      group: 'View',
      // What a tool has under way is dropped first.
      when: () => (view.panel !== null || comparison.compared !== null) && (desk.lent || !desk.drafting),
      run: () => view.back(),
    },
  ];
}

/** Ends what a held key does. By key and by place: Shift may have changed what it types meanwhile. */
export function releaseKey({ view, glances }: Pick<Study, 'view' | 'glances'>, event: KeyboardEvent): void {
  if (event.key === lensKey || event.code === 'Period') view.showLens(false);
  if (event.key === swapKey || event.code === 'Comma') view.comparison.hold(false);
  const steps = ['ArrowLeft', 'ArrowRight', 'a', 'd', 'A', 'D'];
  if (glances.running && steps.includes(event.key)) glances.release();
}

/** The page lost the keyboard: whatever was held counts as let go. */
export function releaseAll({ view, glances }: Pick<Study, 'view' | 'glances'>): void {
  view.showLens(false);
  view.comparison.hold(false);
  if (glances.running) glances.release();
}
