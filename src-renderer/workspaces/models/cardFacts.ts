import type { Backbone, BackboneFact } from '../../../src-shared/contract/backbones.contract.ts';
import { said } from '../../lib/words.ts';
import { factOrder, factText, factTitles } from './facts.ts';
import type { FactName } from './facts.ts';

export interface CardFact {
  readonly name: FactName;
  readonly title: string;
  readonly text: string;
  /** Null where it came with the card: of a network that Lapidary ships with. */
  readonly source: BackboneFact['source'] | null;
  readonly note: string;
}

/** What a network's card states, with where each is known from; without its name, which stands above. */
export function cardFacts({ card }: Pick<Backbone, 'card'>): CardFact[] {
  if (card === null) return [];
  const known = new Map(card.source?.facts.map((fact) => [fact.name, fact]));
  const values: Readonly<Partial<Record<FactName, BackboneFact['value']>>> = {
    ...card,
    imageSize: card.shape.imageSize,
  };
  return factOrder
    .filter((name) => name !== 'name')
    .flatMap((name) => {
      const value = values[name];
      if (value === undefined || value === null) return [];
      const fact = known.get(name);
      return [
        {
          name,
          title: factTitles[name],
          text: factText(name, value),
          source: fact?.source ?? null,
          note: said(fact?.note ?? ''),
        },
      ];
    });
}
