import type { Hotkey } from '../../lib/hotkeys.ts';
import type { Study } from './study.svelte.ts';
import { toolKeys } from './toolKeys.ts';

export interface ViewVerbs {
  readonly fit: () => void;
  /** Between the whole frame and its own pixels. */
  readonly pixels: () => void;
  readonly zoom: (factor: number) => void;
  readonly leave: () => void;
}

const opacityStep = 0.1;

/** All that a hand on the keyboard can do in a study. */
export function studyKeys(study: Study, view: ViewVerbs): Hotkey[] {
  const { editor, findings } = study;
  const digits: Hotkey = {
    keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
    title: 'Label the finding',
    shown: '1 … 9',
    group: 'Findings',
    when: () => findings.selected !== null,
    run: (event) => {
      const classId = findings.classAt(Number(event.key));
      if (classId !== null) void study.label(classId);
    },
  };
  const upperDigits: Hotkey = {
    keys: Array.from({ length: 9 }, (_, i) => `Shift+Digit${i + 1}`),
    title: 'The tenth class and on',
    shown: 'Shift+1 … 9',
    group: 'Findings',
    when: () => findings.selected !== null,
    run: (event) => {
      const classId = findings.classAt(Number(event.code.slice(-1)) + 9);
      if (classId !== null) void study.label(classId);
    },
  };
  return [
    {
      keys: ['ArrowRight', 'd'],
      title: 'Next frame',
      group: 'Frames',
      repeats: true,
      run: (event) => (event.repeat ? study.glances.run(1) : void study.step(1)),
    },
    {
      keys: ['ArrowLeft', 'a'],
      title: 'Previous frame',
      group: 'Frames',
      repeats: true,
      run: (event) => (event.repeat ? study.glances.run(-1) : void study.step(-1)),
    },
    { keys: ['Home'], title: 'First frame', group: 'Frames', run: () => void study.step(-Infinity) },
    { keys: ['End'], title: 'Last frame', group: 'Frames', run: () => void study.step(Infinity) },
    { keys: ['f'], title: 'Whole frame', group: 'View', run: view.fit },
    { keys: ['z'], title: 'Own pixels, or back', group: 'View', run: view.pixels },
    { keys: ['+', '='], title: 'Zoom in', group: 'View', repeats: true, run: () => view.zoom(1.25) },
    { keys: ['-'], title: 'Zoom out', group: 'View', repeats: true, run: () => view.zoom(0.8) },
    { keys: ['m'], title: 'Mask on or off', group: 'View', run: () => study.showMask(!study.maskShown) },
    {
      keys: ['Shift+M'],
      title: 'Mask stronger',
      group: 'View',
      run: () => study.setOpacity(study.opacity > 0.95 ? 0.15 : study.opacity + opacityStep),
    },
    ...toolKeys(study),
    digits,
    upperDigits,
    {
      keys: ['q'],
      title: 'Label as predicted',
      group: 'Findings',
      when: () => findings.selected !== null,
      run: () => void study.labelAsPredicted(),
    },
    {
      keys: ['0'],
      title: 'Clear the label',
      group: 'Findings',
      when: () => findings.selected !== null,
      run: () => void study.label(null),
    },
    {
      keys: ['ArrowDown', 's'],
      title: 'Next finding',
      group: 'Findings',
      run: () => void study.stepFinding(1),
    },
    {
      keys: ['ArrowUp', 'w'],
      title: 'Previous finding',
      group: 'Findings',
      run: () => void study.stepFinding(-1),
    },
    { keys: ['p'], title: 'Predict the study', group: 'Findings', run: () => void study.predict() },
    {
      keys: ['Escape'],
      title: 'Stop drawing, or back to the worklist',
      group: 'Frames',
      run: () => {
        if (!editor.desk.escape()) view.leave();
      },
    },
  ];
}
