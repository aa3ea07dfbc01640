import type { Hotkey } from '../../lib/hotkeys.ts';
import { t } from '../../lib/words.ts';
import { toolFacts, toolNames } from '../../viewer/tools/tool.ts';
import type { ShapeAction } from './segmentEdits.ts';
import type { Study } from './study.svelte.ts';

export interface ActionFacts {
  readonly title: string;
  readonly key: string;
}

/** Verbs over the current segment; the menu of the tool bar shows the same. */
export const shapeActionFacts: Readonly<Record<ShapeAction, ActionFacts>> = {
  'fill-holes': { title: t('tools.fill-holes'), key: 'Shift+H' },
  grow: { title: t('tools.grow'), key: 'j' },
  shrink: { title: t('tools.shrink'), key: 'k' },
  smooth: { title: t('tools.smooth'), key: 'i' },
  'keep-largest': { title: t('tools.keep-largest'), key: 'Shift+K' },
  split: { title: t('tools.split'), key: 'Shift+J' },
};

export const frameActionFacts = {
  copyMask: { title: t('tools.copy-mask'), key: 'c' },
  copySegment: { title: t('tools.copy-segment'), key: 'Shift+C' },
  interpolate: { title: t('tools.interpolate'), key: 'y' },
} as const satisfies Record<string, ActionFacts>;

type Keyed = Pick<Study, 'editor' | 'segmentEdits' | 'frameEdits' | 'run' | 'undo' | 'redo'>;

/** All that a hand on the keyboard can do with the mask of a study. */
export function toolKeys(study: Keyed): Hotkey[] {
  const { editor, segmentEdits, frameEdits } = study;
  const { desk, marks } = editor;
  const mask = (keys: readonly string[], title: string, run: () => void): Hotkey => ({
    keys,
    title,
    group: 'Mask',
    run,
  });
  /** The class of what is drawn. */
  const classInHand = () =>
    editor.segments.find(({ value }) => value === editor.value)?.classId ?? editor.newClass;
  const withClass = (work: (classId: NonNullable<ReturnType<typeof classInHand>>) => void) => () => {
    const classId = classInHand();
    if (classId !== null) work(classId);
  };

  return [
    ...toolNames.map((name) =>
      mask(name === 'hand' ? ['h', 'v'] : [toolFacts[name].key], toolFacts[name].title, () =>
        editor.choose(name),
      ),
    ),
    { ...mask(['['], t('tools.key-less'), () => desk.adjustBy(-1)), repeats: true },
    { ...mask([']'], t('tools.key-more'), () => desk.adjustBy(1)), repeats: true },
    ...(Object.keys(shapeActionFacts) as ShapeAction[]).map((action) =>
      mask([shapeActionFacts[action].key], shapeActionFacts[action].title, () => segmentEdits.run(action)),
    ),
    mask([frameActionFacts.copyMask.key], frameActionFacts.copyMask.title, () =>
      study.run(() => frameEdits.copyToNext(null)),
    ),
    mask([frameActionFacts.copySegment.key], frameActionFacts.copySegment.title, () => {
      const { value } = editor;
      if (value !== null) study.run(() => frameEdits.copyToNext(value));
    }),
    mask([frameActionFacts.interpolate.key], frameActionFacts.interpolate.title, () =>
      study.run(() => frameEdits.interpolate()),
    ),
    mask(['Shift+T'], t('tools.key-next-segment'), () => editor.stepSegment(1)),
    mask(
      ['Shift+N'],
      t('tools.key-new-segment'),
      withClass((classId) => editor.chooseNewSegment(classId)),
    ),
    mask(
      ['Shift+L'],
      t('tools.key-lock'),
      withClass((classId) => marks.toggleLocked(classId)),
    ),
    mask(
      ['Shift+O'],
      t('tools.key-hide'),
      withClass((classId) => marks.toggleHidden(classId)),
    ),
    mask(['Delete'], t('tools.key-remove'), () => {
      if (editor.value !== null) segmentEdits.remove(editor.value);
    }),
    { ...mask(['Mod+Z'], t('study.undo'), () => void study.undo()), repeats: true },
    { ...mask(['Mod+Shift+Z', 'Mod+Y'], t('study.redo'), () => void study.redo()), repeats: true },
    ...pointerKeys(study),
  ];
}

/** A pointer moved and pressed by keys, so that every tool works without a mouse. */
function pointerKeys({ editor: { desk } }: Pick<Study, 'editor'>): Hotkey[] {
  const { keyboard } = desk;
  const directions = [
    ['Left', -1, 0],
    ['Right', 1, 0],
    ['Up', 0, -1],
    ['Down', 0, 1],
  ] as const;
  const paces = [
    ['Shift', 'coarse', t('tools.key-move')],
    ['Alt+Shift', 'fine', t('tools.key-move-fine')],
  ] as const;
  const moves = paces.map(([modifiers, pace, title]): Hotkey => ({
    keys: directions.map(([name]) => `${modifiers}+Arrow${name}`),
    title,
    shown: `${modifiers}+← → ↑ ↓`,
    group: 'Mask',
    repeats: true,
    run: (event) => {
      const [, right, down] = directions.find(([name]) => event.key === `Arrow${name}`) ?? directions[0];
      // Space and Enter would press a button that still has the focus.
      if (event.target instanceof HTMLButtonElement) event.target.blur();
      keyboard.move(right, down, pace);
    },
  }));
  return [
    ...moves,
    {
      keys: ['Space'],
      title: t('tools.key-press'),
      group: 'Mask',
      when: () => keyboard.at !== null,
      run: () => void keyboard.press('primary'),
    },
    {
      keys: ['Shift+Space', 'Shift+Enter'],
      title: t('tools.key-press-other'),
      group: 'Mask',
      when: () => keyboard.at !== null,
      run: () => void keyboard.press('secondary'),
    },
    {
      keys: ['Enter'],
      title: t('tools.key-accept'),
      group: 'Mask',
      when: () => desk.drafting || keyboard.at !== null,
      run: () => {
        if (keyboard.held || !desk.finish()) keyboard.press('primary');
      },
    },
    {
      keys: ['Backspace'],
      title: t('tools.key-back'),
      group: 'Mask',
      when: () => desk.drafting,
      run: () => void desk.back(),
    },
  ];
}
