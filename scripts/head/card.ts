import type { HeadCard } from '../../src-main/segmentation/shippedHead.ts';

/** The card in words. */
export function headReadme(card: HeadCard, parameters: number): string {
  const rows = card.figures.map(({ name, value, note }) => `| ${name} | ${value.toFixed(3)} | ${note} |`);
  return `# ${card.name}

**Not for clinical use.** A segmentation head with which Lapidary can propose masks before a hospital has trained one on
its own. It has never seen a photograph, a patient or a stone: it knows the synthetic stones of the demonstration.

| | |
|---|---|
| reads | the tokens of ${card.backbone.name}, \`${card.backbone.sha256.slice(0, 12)}\`, and the frame's pixels |
| finds | ${card.classes.join(', ')} |
| trained values | ${parameters} |
| licence | ${card.licence} |
| origin | ${card.origin} |

## Training

${card.training.data} ${card.training.procedure}

## Figures

| on | value | over |
|---|---|---|
${rows.join('\n')}

These say how well the head knows the demonstration's own synthetic stones, and nothing about real endoscopy.
`;
}
