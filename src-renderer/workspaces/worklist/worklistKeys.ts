import type { StudySummary } from '../../../src-shared/contract/studies.contract.ts';
import type { Hotkey } from '../../lib/hotkeys.ts';
import { t } from '../../lib/words.ts';
import { flags, states } from './columns.ts';
import type { Marking } from './marking.ts';
import type { Worklist } from './worklist.svelte.ts';

/** What the page does for the keys, beside what the list itself can. */
export interface ListVerbs {
  readonly search: () => void;
  readonly open: (study: StudySummary) => void;
  readonly edit: (study: StudySummary) => void;
}

/** So many rows are passed with Page up and Page down. */
const leap = 12;

/** Whether keys are meant for the list: no menu or form lies over it, and what one types in is its search. */
function isAtHand(): boolean {
  const active = document.activeElement;
  if (active === null || active.closest('.floating') !== null) return active === null;
  return !(active instanceof HTMLInputElement) || active.type === 'search';
}

/** The keys of the worklist. Arrows and Enter work while one types a search, too. */
export function worklistKeys(worklist: Worklist, marking: Marking, verbs: ListVerbs): Hotkey[] {
  const ofSelected = (run: (study: StudySummary) => void): Pick<Hotkey, 'when' | 'run'> => ({
    when: () => isAtHand() && worklist.selectedStudy !== undefined,
    run: () => {
      const study = worklist.selectedStudy;
      if (study !== undefined) run(study);
    },
  });
  const moves = [
    [['ArrowDown'], t('worklist.next'), 1, true],
    [['ArrowUp'], t('worklist.previous'), -1, true],
    [['PageDown'], t('worklist.leap-down'), leap, true],
    [['PageUp'], t('worklist.leap-up'), -leap, true],
    [['Home'], t('worklist.first'), -Infinity, false],
    [['End'], t('worklist.last'), Infinity, false],
  ] as const;
  const enter = ofSelected(verbs.open);
  return [
    { keys: ['/'], title: t('worklist.search-key'), group: 'Worklist', run: verbs.search },
    {
      ...{ keys: ['i'], title: t('worklist.import'), group: 'Worklist' },
      run: () => worklist.showImport(!worklist.importShown),
    },
    ...moves.map(([keys, title, by, whileTyping]): Hotkey => ({
      ...{ keys, title, group: 'Worklist', repeats: true, whileTyping, when: isAtHand },
      run: () => worklist.step(by),
    })),
    {
      ...{ keys: ['Enter'], title: t('worklist.open'), group: 'Worklist', whileTyping: true },
      when: () =>
        isAtHand() && worklist.selected >= 0 && !(document.activeElement instanceof HTMLButtonElement),
      run: enter.run,
    },
    ...flags().map(({ flag, title, keys }): Hotkey => ({
      ...{ keys: [keys], title: t('worklist.flag-key', { flag: title }), group: 'Worklist' },
      ...ofSelected((study) => marking.toggle(study, flag)),
    })),
    {
      ...{ keys: ['m'], title: t('worklist.assign-me'), group: 'Worklist' },
      ...ofSelected((study) => marking.takeOn(study)),
    },
    {
      ...{ keys: ['e'], title: t('worklist.edit'), group: 'Worklist' },
      ...ofSelected((study) => {
        if (!study.locked) verbs.edit(study);
      }),
    },
    {
      ...{ keys: ['Mod+z'], title: t('worklist.undo'), group: 'Worklist' },
      when: () => isAtHand() && worklist.undoing.next !== undefined,
      run: () => void marking.undo(),
    },
    {
      ...{ keys: ['1', '2', '3', '4', '5', '6'], shown: '1 … 6', group: 'Worklist' },
      title: t('worklist.state-keys'),
      when: isAtHand,
      run: (event) => {
        const state = states[Number(event.key) - 1];
        if (state !== undefined) worklist.toggleState(state);
      },
    },
    {
      ...{ keys: ['0'], title: t('worklist.show-all'), group: 'Worklist', when: isAtHand },
      run: () => worklist.clear(),
    },
  ];
}
