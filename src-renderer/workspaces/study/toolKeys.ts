import type { Hotkey } from '../../lib/hotkeys.ts';
import { toolFacts, toolNames } from '../../viewer/tools/tool.ts';
import type { ShapeAction } from './segmentEdits.ts';
import type { Study } from './study.svelte.ts';

export interface ActionFacts {
  readonly title: string;
  readonly key: string;
}

/** Verbs over the current segment; the menu of the tool bar shows the same. */
export const shapeActionFacts: Readonly<Record<ShapeAction, ActionFacts>> = {
  'fill-holes': { title: 'Fill holes', key: 'Shift+H' },
  grow: { title: 'Grow', key: 'j' },
  shrink: { title: 'Shrink', key: 'k' },
  smooth: { title: 'Smooth', key: 'i' },
  'keep-largest': { title: 'Keep the largest part', key: 'Shift+K' },
  split: { title: 'Split into parts', key: 'Shift+J' },
};

export const frameActionFacts = {
  copyMask: { title: 'Copy the mask to the next frame', key: 'c' },
  copySegment: { title: 'Copy the segment to the next frame', key: 'Shift+C' },
  interpolate: { title: 'Interpolate between annotated frames', key: 'y' },
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
    { ...mask(['['], 'Smaller brush, less tolerance', () => desk.adjustBy(-1)), repeats: true },
    { ...mask([']'], 'Larger brush, more tolerance', () => desk.adjustBy(1)), repeats: true },
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
    mask(['Shift+T'], 'Next segment', () => editor.stepSegment(1)),
    mask(
      ['Shift+N'],
      'New segment of this class',
      withClass((classId) => editor.chooseNewSegment(classId)),
    ),
    mask(
      ['Shift+L'],
      'Lock the class, or unlock it',
      withClass((classId) => marks.toggleLocked(classId)),
    ),
    mask(
      ['Shift+O'],
      'Hide the class, or show it',
      withClass((classId) => marks.toggleHidden(classId)),
    ),
    mask(['Delete'], 'Remove the segment', () => {
      if (editor.value !== null) segmentEdits.remove(editor.value);
    }),
    { ...mask(['Mod+Z'], 'Undo', () => void study.undo()), repeats: true },
    { ...mask(['Mod+Shift+Z', 'Mod+Y'], 'Redo', () => void study.redo()), repeats: true },
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
    ['Shift', 'coarse', 'Move the pointer'],
    ['Alt+Shift', 'fine', 'Move the pointer by one pixel of the screen'],
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
      title: 'Press the pointer, or let it go',
      group: 'Mask',
      when: () => keyboard.at !== null,
      run: () => void keyboard.press('primary'),
    },
    {
      keys: ['Shift+Space', 'Shift+Enter'],
      title: 'The same with the other button: erase, subtract, outside',
      group: 'Mask',
      when: () => keyboard.at !== null,
      run: () => void keyboard.press('secondary'),
    },
    {
      keys: ['Enter'],
      title: 'Accept or close what is drafted, else press the pointer',
      group: 'Mask',
      when: () => desk.drafting || keyboard.at !== null,
      run: () => {
        if (keyboard.held || !desk.finish()) keyboard.press('primary');
      },
    },
    {
      keys: ['Backspace'],
      title: 'Take back the last point',
      group: 'Mask',
      when: () => desk.drafting,
      run: () => void desk.back(),
    },
  ];
}
