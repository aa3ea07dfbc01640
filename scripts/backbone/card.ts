import type { BackboneCard } from '../../src-main/networks/backboneCard.ts';
import type { Normalisation } from '../../src-main/networks/preprocess.ts';
import type { Hits } from './protocol.ts';
import { config, recipe, task } from './recipe.ts';

type Card = Omit<BackboneCard, 'networkHash' | 'format'>;

/** What the questions of the held-out scenes are called on the card. */
const questions: readonly (readonly [key: string, name: string])[] = [
  ['restricted cls', 'one object, seen alone through its mask'],
  ['painted out cls', 'one object, the rest of the frame painted out'],
  ['region', 'every object of a whole frame, by the mean of its tokens'],
  ['cls', 'the largest object of a whole frame, no mask given'],
];

export function backboneCard(normalisation: Normalisation, heldOut: Hits): Card {
  const figures = questions.flatMap(([key, name]) =>
    (['texture', 'colour'] as const).map((family) => {
      const { asked, right } = heldOut[`${key}.${family}`] ?? { asked: 0, right: 0 };
      const classes = family === 'texture' ? task.textures : task.colours;
      return {
        name: `${family} of ${name}`,
        value: Math.round((1000 * right) / Math.max(1, asked)) / 1000,
        note: `accuracy over ${asked} held-out synthetic cases, ${classes} classes, chance ${(1 / classes).toFixed(3)}`,
      };
    }),
  );
  return {
    name: 'Lapidary ViT, demonstration',
    version: '1',
    architecture: { family: 'vit', ...config },
    preprocessing: { ...normalisation, interpolation: 'area' },
    pretraining: {
      kind: 'supervised',
      data: `Synthetic scenes of one to four abstract objects under an endoscope's light, drawn by this project's own generator (${task.textures} textures, ${task.colours} colours). No photograph, no patient, no stone.`,
      procedure: `All weights, ${recipe.steps} steps of AdamW with this project's own engine, seed ${recipe.seed}; \`npm run train-backbone\` repeats it.`,
    },
    licence: 'Apache-2.0',
    origin: 'Trained by the Lapidary developers.',
    intendedUse: 'Demonstration and tests of Lapidary. Not for clinical use.',
    figures,
  };
}

/** The card in words. */
export function modelReadme(card: Card): string {
  const { imageSize, patchSize, width, depth, heads } = card.architecture;
  const rows = card.figures.map(({ name, value, note }) => `| ${name} | ${value.toFixed(3)} | ${note} |`);
  return `# ${card.name}

**Not for clinical use.** A small vision transformer with which Lapidary can be tried and tested before a hospital
brings a backbone of its own. It has never seen a photograph, a patient or a stone.

| | |
|---|---|
| architecture | ViT, input ${imageSize}×${imageSize}, patches ${patchSize}×${patchSize}, width ${width}, ${depth} blocks, ${heads} heads |
| input | RGB stretched to ${imageSize}×${imageSize} by area averaging; mean ${card.preprocessing.mean.join(', ')}; deviation ${card.preprocessing.std.join(', ')} |
| licence | ${card.licence} |
| origin | ${card.origin} |

## Training

${card.pretraining.data}

The network was asked for an object's texture and colour in the ways in which a tuned method asks it later: by CLS of
the whole frame, by CLS of a frame in which everything but the object is painted out, by CLS of the object's cells
alone, and by the mask-weighted mean of an object's tokens. ${card.pretraining.procedure}

The demonstration cohort shares no seed, no texture, no class and no site with these scenes.

## Figures on held-out scenes

| asked for | accuracy | over |
|---|---|---|
${rows.join('\n')}

These say how well the network knows its own synthetic world, and nothing about real endoscopy.
`;
}
