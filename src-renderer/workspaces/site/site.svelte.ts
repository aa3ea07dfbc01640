import type { SchemaFigures, SiteFigures } from '../../../src-shared/contract/siteFigures.ts';
import type { SchemaId, SiteId } from '../../../src-shared/domain/ids.ts';
import type { Client } from '../../lib/bridge.ts';
import type { ChangeFeed } from '../../lib/changes.ts';
import { toFailure } from '../../lib/failure.ts';
import type { Failure } from '../../lib/failure.ts';
import { soon } from '../../lib/timing.ts';

interface Ground {
  readonly client: Pick<Client, 'review' | 'studies'>;
  readonly changes: ChangeFeed;
}

export const periods = ['quarter', 'year', 'all'] as const;
export type Period = (typeof periods)[number];
export type Scope = 'frame' | 'region';

export interface SiteChoice {
  readonly period: Period;
  /** null: all. */
  readonly siteId: SiteId | null;
  readonly scope: Scope | null;
}

const everything: SiteChoice = { period: 'all', siteId: null, scope: null };

/** The figures of the site, of what was chosen, as they are now. */
export class Site {
  readonly #client: Ground['client'];
  readonly #changes: ChangeFeed;
  readonly #today: () => Date;
  #choice = $state.raw<SiteChoice>(everything);
  #schemaId = $state.raw<SchemaId | null>(null);
  #figures = $state.raw<SiteFigures | null>(null);
  #sites = $state.raw<readonly { readonly id: SiteId; readonly name: string }[]>([]);
  #failure = $state.raw<Failure | null>(null);
  #reading = $state(false);
  /** The latest question is the one whose answer holds. */
  #asked = 0;

  constructor({ client, changes }: Ground, today = () => new Date()) {
    this.#client = client;
    this.#changes = changes;
    this.#today = today;
  }

  get choice(): SiteChoice {
    return this.#choice;
  }
  get figures(): SiteFigures | null {
    return this.#figures;
  }
  get sites(): readonly { readonly id: SiteId; readonly name: string }[] {
    return this.#sites;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  get reading(): boolean {
    return this.#reading;
  }
  /** Whether anything is left out by what was chosen. */
  get narrowed(): boolean {
    const { period, siteId, scope } = this.#choice;
    return period !== 'all' || siteId !== null || scope !== null;
  }
  /** Of the chosen schema; where it has none, or none was chosen, of the one with most findings. */
  get schema(): SchemaFigures | null {
    const schemas = this.#figures?.schemas ?? [];
    return schemas.find(({ schemaId }) => schemaId === this.#schemaId) ?? schemas[0] ?? null;
  }

  /** Reads the figures and follows what they are made of; returns the disposer. */
  start(): () => void {
    void this.read();
    const readSoon = soon(1500, () => void this.read());
    const unlisten = this.#changes.listen(
      ['labels', 'predictions', 'signatures', 'studies', 'study', 'adapters'],
      readSoon,
    );
    return () => {
      readSoon.cancel();
      unlisten();
    };
  }

  choose(change: Partial<SiteChoice>): void {
    this.#choice = { ...this.#choice, ...change };
    void this.read();
  }
  chooseAll(): void {
    this.choose(everything);
  }
  showSchema(schemaId: SchemaId): void {
    this.#schemaId = schemaId;
  }

  async read(): Promise<void> {
    const asked = ++this.#asked;
    this.#reading = true;
    const { period, siteId, scope } = this.#choice;
    try {
      const [figures, sites] = await Promise.all([
        this.#client.review.site({ from: firstDay(period, this.#today()), siteId, scope }),
        this.#client.studies.sites(),
      ]);
      if (asked !== this.#asked) return;
      this.#figures = figures;
      this.#sites = sites;
      this.#failure = null;
    } catch (error) {
      if (asked === this.#asked) this.#failure = toFailure(error);
    } finally {
      if (asked === this.#asked) this.#reading = false;
    }
  }
}

/** The day a period that ends today begins with; null: there is no such day. */
export function firstDay(period: Period, today: Date): string | null {
  if (period === 'all') return null;
  const months = period === 'quarter' ? 3 : 12;
  const first = new Date(today.getFullYear(), today.getMonth() - months, today.getDate() + 1);
  const pad = (n: number): string => String(n).padStart(2, '0');
  return `${first.getFullYear()}-${pad(first.getMonth() + 1)}-${pad(first.getDate())}`;
}
