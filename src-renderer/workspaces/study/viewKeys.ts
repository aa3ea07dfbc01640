import type { Hotkey } from '../../lib/hotkeys.ts';
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
      title: 'Magnifier, while held',
      group: 'View',
      when: framed,
      run: () => view.showLens(true),
    },
    { keys: ['/'], title: 'Adjust the view', group: 'View', run: () => view.togglePanel('adjust') },
    {
      keys: [';'],
      title: 'Red-free, or in colour',
      group: 'View',
      run: () => view.adjust({ redFree: !view.adjustment.redFree }),
    },
    {
      keys: ['Shift+V'],
      title: 'Inverted, or as it is',
      group: 'View',
      run: () => view.adjust({ inverted: !view.adjustment.inverted }),
    },
    {
      keys: ['PageUp'],
      title: 'Brighter',
      group: 'View',
      repeats: true,
      run: () => view.adjustBy('brightness', 1),
    },
    {
      keys: ['PageDown'],
      title: 'Darker',
      group: 'View',
      repeats: true,
      run: () => view.adjustBy('brightness', -1),
    },
    {
      keys: ['Shift+PageUp'],
      title: 'More contrast',
      group: 'View',
      repeats: true,
      run: () => view.adjustBy('contrast', 1),
    },
    {
      keys: ['Shift+PageDown'],
      title: 'Less contrast',
      group: 'View',
      repeats: true,
      run: () => view.adjustBy('contrast', -1),
    },
    {
      keys: ['Shift+Z'],
      title: 'View as stored',
      group: 'View',
      run: () => view.resetAdjustment(),
    },
    {
      keys: ['Shift+F'],
      title: 'Compare with this frame, or stop',
      group: 'View',
      when: framed,
      run: () => void (comparison.compared === null ? view.compareHere() : view.stopComparing()),
    },
    {
      keys: ['Shift+P'],
      title: 'Compare with the version before',
      group: 'View',
      when: framed,
      run: () => void view.compareBefore(),
    },
    {
      keys: [swapKey],
      title: 'The other one in place, while held',
      group: 'View',
      when: () => comparison.compared !== null,
      run: () => comparison.hold(true),
    },
    {
      keys: ['Shift+E'],
      title: 'Side by side, or in place',
      group: 'View',
      when: () => comparison.compared !== null,
      run: () => comparison.setLook(comparison.look === 'beside' ? 'in-place' : 'beside'),
    },
    {
      keys: ['Shift+D'],
      title: 'Where versions differ, or not',
      group: 'View',
      when: () => comparison.compared?.kind === 'version',
      run: () => comparison.setLook(comparison.look === 'difference' ? 'in-place' : 'difference'),
    },
    { keys: ['u'], title: 'Measure, or stop', group: 'View', run: () => view.togglePanel('measure') },
    { keys: ['Shift+U'], title: 'Length, area or scale', group: 'View', run: () => view.cycleMeasure() },
    {
      keys: ['Shift+R'],
      title: 'Area of the segment',
      group: 'View',
      when: () => view.panel === 'measure',
      run: () => measuring.measureValue(editor.value),
    },
    {
      keys: ['Escape'],
      title: 'Close what is open over the frame',
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
