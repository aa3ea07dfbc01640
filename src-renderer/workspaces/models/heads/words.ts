import type {
  Head,
  HeadFigures,
  SegmentationFigures,
} from '../../../../src-shared/contract/segmentation.contract.ts';
import type { LabelClass, LabelSchema } from '../../../../src-shared/contract/schemas.contract.ts';
import { exact, score } from '../../../lib/format.ts';
import { t } from '../../../lib/words.ts';

export const stateTitles: Readonly<Record<Head['state'], string>> = {
  queued: t('heads.state.queued'),
  running: t('heads.state.running'),
  done: t('heads.state.done'),
  failed: t('heads.state.failed'),
  cancelled: t('heads.state.cancelled'),
};

/** What is wrong with it, in a word or two; null: nothing. */
export function troubleOf({ state, backbone }: Head): string | null {
  if (state === 'failed') return stateTitles.failed;
  return state === 'done' && !backbone.installed ? t('heads.backbone-missing') : null;
}

/** "40 frames of 20 patients"; where whose they are is not known, "40 frames, patients unknown". */
export function restsOn(
  { frames, patients }: Pick<SegmentationFigures, 'frames' | 'patients'>,
  split: HeadFigures['split'],
): string {
  return split === 'image'
    ? t('heads.frames-of-unknown', { count: frames })
    : t('heads.frames-of', { count: frames, patients: t('heads.of-patients', { count: patients }) });
}

/** How training and judging were kept apart, in words. */
export function splitText(split: HeadFigures['split']): string {
  return t(`heads.split.${split}`);
}

/** What a training was asked to do, in a line. */
export function optionsText(training: NonNullable<Head['training']>): string {
  const epochs = t('heads.epoch-count', { count: training.epochs });
  return [
    t('heads.learning-rate', { value: exact(training.learningRate) }),
    t('heads.weight-decay', { value: exact(training.weightDecay) }),
    t('heads.epochs-or-steps', { epochs, count: training.leastSteps }),
    t('heads.batch', { count: training.batch }),
    t('heads.views', { count: training.views }),
    t('heads.patience', { value: training.patience }),
  ].join(t('heads.options-between'));
}

/** The held-out figure of a head in a line: "Dice .87 on 40 frames of 20 patients, split by patient". */
export function heldOutText({ figures, state }: Pick<Head, 'figures' | 'state'>): string {
  if (figures === null) {
    return state === 'done' ? t('heads.no-figures-short') : '';
  }
  const { test, split } = figures;
  if (test === null) return t('heads.not-judged');
  return t('heads.held-out-dice', { dice: score(test.dice), data: restsOn(test, split) });
}

/** What is said of the head that proposes masks of a schema, which may be gone. */
export function proposesText(schema: LabelSchema | undefined): string {
  return schema === undefined ? t('heads.proposes-own') : t('heads.proposes', { schema: schema.name });
}

export interface ClassFigures {
  readonly code: string;
  readonly known: LabelClass | undefined;
  readonly test: SegmentationFigures['classes'][number] | undefined;
  readonly validation: SegmentationFigures['classes'][number] | undefined;
}

/** Each of its classes with what it was judged on, in the head's order. */
export function classFigures({ classes, figures }: Head, schema: LabelSchema | undefined): ClassFigures[] {
  const of = (part: SegmentationFigures | null | undefined, code: string) =>
    part?.classes.find((one) => one.code === code);
  return classes.map((code) => ({
    code,
    known: schema?.classes.find((one) => one.code === code),
    test: of(figures?.test, code),
    validation: of(figures?.validation, code),
  }));
}
