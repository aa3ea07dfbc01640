import { t } from '../../lib/words.ts';

/** What draws a mask, as its versions name it. */
const tools = [
  'brush',
  'eraser',
  'polygon',
  'lasso',
  'rectangle',
  'ellipse',
  'flood',
  'points',
  'box',
  'fill-holes',
  'grow',
  'shrink',
  'smooth',
  'keep-largest',
  'split',
  'class',
  'merge',
  'copy',
  'interpolate',
] as const;

const toolNames: ReadonlyMap<string, string> = new Map(
  tools.map((tool): [string, string] => [tool, t(`masks.tool-${tool}`)]),
);

/** Titles are stored with the steps, in English, whatever the language of the page that drew. */
const titles: ReadonlyMap<string, string> = new Map([
  ['brush stroke', t('step.brush-stroke')],
  ['eraser stroke', t('step.eraser-stroke')],
  ['polygon', t('step.polygon')],
  ['lasso', t('step.lasso')],
  ['rectangle', t('step.rectangle')],
  ['ellipse', t('step.ellipse')],
  ['flood', t('step.flood')],
  ['proposal from points', t('step.points')],
  ['proposal in a box', t('step.box')],
  ['holes filled', t('step.holes-filled')],
  ['segment grown', t('step.grown')],
  ['segment shrunk', t('step.shrunk')],
  ['segment smoothed', t('step.smoothed')],
  ['largest part kept', t('step.largest-kept')],
  ['segment split', t('step.split')],
  ['mask cleared', t('step.cleared')],
  ['segment removed', t('step.removed')],
  ['segment class', t('step.class')],
  ['segments merged', t('step.merged')],
  ['mask copied', t('step.mask-copied')],
  ['segment copied', t('step.segment-copied')],
  ['interpolated', t('step.interpolated')],
  ['mask version', t('step.version')],
  ['no mask', t('step.no-mask')],
  ['proposal', t('step.proposal')],
  ['import', t('step.import')],
]);

/** A stored title as the page says it; one that this version does not know as it is stored. */
export function stepTitle(stored: string): string {
  return titles.get(stored) ?? stored;
}

/** The tool of a mask version as the page says it; one that this version does not know as it is stored. */
export function toolTitle(tool: string): string {
  return toolNames.get(tool) ?? tool;
}
