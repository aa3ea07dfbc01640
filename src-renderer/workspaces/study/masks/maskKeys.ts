import type { Hotkey } from '../../../lib/hotkeys.ts';
import { t } from '../../../lib/words.ts';
import type { MaskPanel } from './maskPanel.svelte.ts';

export interface MaskKeyPorts {
  /** Something is drafted on the frame, or a pointer is moved by keys: Enter and Delete are theirs. */
  readonly drawing: () => boolean;
  /** Clears what else may lie where the panel goes. */
  readonly reveal: () => void;
}

/** Shows how sure the head is, or no longer. */
export const probabilityKey = 'Shift+I';

/** All that a hand on the keyboard can do about the masks of a study as a whole. */
export function maskKeys(panel: MaskPanel, { drawing, reveal }: MaskKeyPorts): Hotkey[] {
  const { quality, proposals, probabilities } = panel;
  // Among radio buttons the arrows are theirs.
  const free = (): boolean => !drawing() && !(document.activeElement instanceof HTMLInputElement);
  const listed = (): boolean => panel.shown && panel.section !== 'exchange' && free();
  const judging = (): boolean => listed() && panel.section === 'proposals' && proposals.canJudge;
  const step = (by: 1 | -1): void => {
    void (panel.section === 'proposals' ? proposals.step(by) : quality.step(by));
  };
  return [
    {
      keys: ['Shift+Q'],
      title: t('masks.key-panel'),
      group: 'Mask',
      run: () => {
        if (panel.shown && panel.section === 'look') {
          panel.hide();
          return;
        }
        reveal();
        panel.open('look');
      },
    },
    {
      keys: ["'"],
      title: t('masks.key-next-look'),
      group: 'Mask',
      repeats: true,
      run: () => {
        reveal();
        panel.open('look');
        void quality.step(1);
      },
    },
    {
      keys: [probabilityKey],
      title: t('masks.key-sure'),
      group: 'Mask',
      run: () => {
        const shown = panel.shown && panel.section === 'proposals';
        // What its colours mean stands there.
        reveal();
        panel.open('proposals');
        probabilities.turn(!shown || !probabilities.on);
      },
    },
    {
      keys: ['ArrowDown', 's'],
      title: t('masks.key-next'),
      group: 'Mask',
      repeats: true,
      when: listed,
      run: () => step(1),
    },
    {
      keys: ['ArrowUp', 'w'],
      title: t('masks.key-previous'),
      group: 'Mask',
      repeats: true,
      when: listed,
      run: () => step(-1),
    },
    {
      keys: ['Enter'],
      title: t('masks.key-accept'),
      group: 'Mask',
      when: judging,
      run: () => void proposals.acceptSelected(),
    },
    {
      keys: ['Backspace', 'Delete'],
      title: t('masks.key-reject'),
      group: 'Mask',
      when: judging,
      run: () => void proposals.rejectSelected(),
    },
  ];
}
