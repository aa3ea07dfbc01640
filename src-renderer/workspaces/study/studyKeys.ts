import type { ClassId } from '../../../src-shared/domain/ids.ts';
import type { Hotkey } from '../../lib/hotkeys.ts';
import { t } from '../../lib/words.ts';
import { partKeys } from './findings.svelte.ts';
import { askableOn } from './prediction/contrasts.svelte.ts';
import type { Study } from './study.svelte.ts';
import { toolKeys } from './toolKeys.ts';

export interface ViewVerbs {
  readonly fit: () => void;
  /** Between the whole frame and its own pixels. */
  readonly pixels: () => void;
  readonly zoom: (factor: number) => void;
  readonly leave: () => void;
  /** To the signature and what speaks against it, or back. */
  readonly sign: () => void;
  /** To the panel that moves frames to another patient, or erases them. */
  readonly frames: (what: 'move' | 'erase') => void;
  /** To the study that wants attention next. */
  readonly nextStudy: () => void;
}

const opacityStep = 0.1;

/** All that a hand on the keyboard can do in a study. */
export function studyKeys(study: Study, view: ViewVerbs): Hotkey[] {
  const { editor, findings } = study;
  /** Whose opinion a key gives: the label, or a second one. */
  const said = () => ({
    give: (classId: ClassId | null) =>
      study.second.on ? study.second.give(classId) : study.opinions.label(classId),
    uncertain: () => (study.second.on ? study.second.markUncertain() : study.opinions.markUncertain()),
  });
  /** The classes of the finding that a range of keys stands for, for the list of commands. */
  const classChoices = (keys: readonly string[], first: number) => () =>
    keys.flatMap((key, i) => {
      const labelClass = findings.classAt(first + i);
      if (labelClass === null) return [];
      const { code, name } = labelClass;
      return [{ key, title: t('study.label-as', { code, name }) }];
    });
  const digitKeys = Array.from({ length: 9 }, (_, i) => `${i + 1}`);
  const upperDigitKeys = digitKeys.map((digit) => `Shift+Digit${digit}`);
  const digits: Hotkey = {
    keys: digitKeys,
    title: t('study.key-label'),
    shown: '1 … 9',
    group: 'Findings',
    choices: classChoices(digitKeys, 1),
    when: () => findings.selected !== null,
    run: (event) => {
      const labelClass = findings.classAt(Number(event.key));
      if (labelClass !== null) void said().give(labelClass.id);
    },
  };
  const upperDigits: Hotkey = {
    keys: upperDigitKeys,
    title: t('study.key-tenth'),
    shown: 'Shift+1 … 9',
    group: 'Findings',
    choices: classChoices(upperDigitKeys, 10),
    when: () => findings.selected !== null,
    run: (event) => {
      const labelClass = findings.classAt(Number(event.code.slice(-1)) + 9);
      if (labelClass !== null) void said().give(labelClass.id);
    },
  };
  return [
    {
      keys: ['ArrowRight', 'd'],
      title: t('study.key-next-frame'),
      group: 'Frames',
      repeats: true,
      run: (event) => (event.repeat ? study.glances.run(1) : void study.step(1)),
    },
    {
      keys: ['ArrowLeft', 'a'],
      title: t('study.key-previous-frame'),
      group: 'Frames',
      repeats: true,
      run: (event) => (event.repeat ? study.glances.run(-1) : void study.step(-1)),
    },
    {
      keys: ['Home'],
      title: t('study.key-first-frame'),
      group: 'Frames',
      run: () => void study.step(-Infinity),
    },
    {
      keys: ['End'],
      title: t('study.key-last-frame'),
      group: 'Frames',
      run: () => void study.step(Infinity),
    },
    { keys: ['f'], title: t('view.key-fit'), group: 'View', run: view.fit },
    { keys: ['z'], title: t('view.key-pixels'), group: 'View', run: view.pixels },
    {
      keys: ['+', '='],
      title: t('view.key-zoom-in'),
      group: 'View',
      repeats: true,
      run: () => view.zoom(1.25),
    },
    { keys: ['-'], title: t('view.key-zoom-out'), group: 'View', repeats: true, run: () => view.zoom(0.8) },
    { keys: ['m'], title: t('view.key-mask'), group: 'View', run: () => study.showMask(!study.maskShown) },
    {
      keys: ['Shift+M'],
      title: t('view.key-stronger'),
      group: 'View',
      run: () => study.setOpacity(study.opacity > 0.95 ? 0.15 : study.opacity + opacityStep),
    },
    ...toolKeys(study),
    digits,
    upperDigits,
    {
      keys: ['q'],
      title: t('study.key-as-predicted'),
      group: 'Findings',
      when: () => findings.selected !== null,
      run: () => {
        if (!study.second.on) void study.opinions.labelAsPredicted();
      },
    },
    { keys: ['Mod+2'], title: t('second.key'), group: 'Findings', run: () => study.second.toggle() },
    {
      keys: ['0'],
      title: t('study.key-clear'),
      group: 'Findings',
      when: () => findings.selected !== null,
      run: () => void said().give(null),
    },
    {
      keys: ['F8'],
      title: t('study.key-uncertain'),
      group: 'Findings',
      when: () => findings.selected !== null,
      run: () => void said().uncertain(),
    },
    {
      keys: ['F7'],
      title: t('study.key-view'),
      group: 'Findings',
      when: () => findings.selected !== null,
      run: () => void study.opinions.turnView(),
    },
    ...(['class', 'why', 'description', 'laboratory'] as const).map((part): Hotkey => ({
      keys: [partKeys[part]],
      title: t(`study.key-${part}`),
      group: 'Findings',
      when: () => findings.selected !== null,
      run: () => findings.turnTo(part, 'key'),
    })),
    {
      keys: ['Shift+X'],
      title: t('why.key-saliency'),
      group: 'View',
      when: () => findings.selected !== null,
      run: () => study.saliency.turn(),
    },
    {
      keys: ['Mod+I'],
      title: t('why.compute-mask'),
      group: 'Findings',
      when: () => askableOn(study) !== undefined,
      run: () => {
        const part = askableOn(study);
        if (part === undefined) return;
        findings.turnTo('why');
        void findings.contrasts.ask(part);
      },
    },
    {
      keys: ['Mod+B'],
      title: t('remarks.key-bookmark'),
      group: 'Frames',
      run: () => void study.remarks.toggleBookmark(),
    },
    {
      keys: ['Mod+Shift+B'],
      title: t('remarks.key-next'),
      group: 'Frames',
      run: () => void study.remarks.nextBookmark(),
    },
    {
      keys: ['Mod+M'],
      title: t('remarks.title'),
      group: 'Frames',
      run: () => study.view.togglePanel('comments'),
    },
    {
      keys: ['Mod+Shift+X'],
      title: t('frames.move'),
      group: 'Frames',
      when: () => study.reel.frame !== null,
      run: () => view.frames('move'),
    },
    {
      keys: ['Shift+Delete'],
      title: t('frames.erase'),
      group: 'Frames',
      when: () => study.reel.frame !== null,
      run: () => view.frames('erase'),
    },
    {
      keys: ['Mod+ArrowRight'],
      title: t('study.key-next-study'),
      group: 'Everywhere',
      run: view.nextStudy,
    },
    {
      keys: ['F9'],
      title: t('study.key-sign'),
      group: 'Findings',
      run: view.sign,
    },
    {
      keys: ['ArrowDown', 's'],
      title: t('study.key-next-finding'),
      group: 'Findings',
      run: () => void study.stepFinding(1),
    },
    {
      keys: ['ArrowUp', 'w'],
      title: t('study.key-previous-finding'),
      group: 'Findings',
      run: () => void study.stepFinding(-1),
    },
    { keys: ['p'], title: t('study.key-predict'), group: 'Findings', run: () => void study.predict() },
    {
      keys: ['Escape'],
      title: t('study.key-escape'),
      group: 'Frames',
      run: () => {
        if (!editor.desk.escape()) view.leave();
      },
    },
  ];
}
