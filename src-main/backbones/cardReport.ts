import type { Backbone, BackboneFact } from '../../src-shared/contract/backbones.contract.ts';
import type { BackboneCard } from '../networks/backboneCard.ts';
import { parameterCount } from '../networks/vit.ts';

/** A card as the page shows it. @param bytes of the weights file */
export function cardReport(card: BackboneCard, bytes: number): NonNullable<Backbone['card']> {
  const { architecture, preprocessing, source } = card;
  return {
    family: source?.facts.find(({ name }) => name === 'family')?.value.toString() ?? architecture.family,
    pretraining: card.pretraining.kind,
    licence: card.licence,
    origin: card.origin,
    intendedUse: card.intendedUse,
    bytes,
    shape: {
      imageSize: architecture.imageSize,
      patchSize: architecture.patchSize,
      width: architecture.width,
      depth: architecture.depth,
      registers: architecture.registers ?? 0,
      gated: architecture.mlp !== undefined,
      parameters: parameterCount(architecture),
    },
    heads: architecture.heads,
    epsilon: architecture.epsilon,
    activation: architecture.mlp ?? architecture.activation ?? 'gelu',
    pooling: architecture.pooling ?? 'cls',
    mean: [...preprocessing.mean],
    std: [...preprocessing.std],
    interpolation: preprocessing.interpolation,
    crop: preprocessing.crop ?? 'whole',
    figures: card.figures,
    source:
      source === undefined
        ? null
        : {
            files: source.files,
            format: source.format,
            layout: source.layout,
            prefix: source.prefix,
            // The card's own schema is wider: it is read from a file.
            facts: source.facts as BackboneFact[],
            keys: source.keys,
            positions: source.positions ?? null,
          },
  };
}
