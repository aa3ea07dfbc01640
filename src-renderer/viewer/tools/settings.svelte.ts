export const brushSizes = { smallest: 1, largest: 400 } as const;
export const tolerances = { smallest: 0, largest: 255 } as const;
export const radii = { smallest: 1, largest: 40 } as const;

/** Something that proposes a mask: one of the workstation's own ways, or a model by its hash. */
export interface ProposalMethod {
  readonly id: string;
  readonly title: string;
}

const ownMethods: readonly ProposalMethod[] = [
  { id: 'watershed', title: 'Watershed' },
  { id: 'grabcut', title: 'GrabCut' },
];

function within(value: number, { smallest, largest }: { smallest: number; largest: number }): number {
  return Math.round(Math.min(largest, Math.max(smallest, value)));
}

/** What a person has set of the tools; kept while the study is open. */
export class ToolSettings {
  readonly #changed: () => void;
  #size = $state(32);
  #tolerance = $state(24);
  #contiguous = $state(true);
  #radius = $state(3);
  #methods = $state.raw(ownMethods);
  #method = $state('watershed');

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Diameter of the brush in picture pixels. */
  get size(): number {
    return this.#size;
  }
  /** The largest difference of a colour channel to where one clicked, 0…255. */
  get tolerance(): number {
    return this.#tolerance;
  }
  /** Whether only what hangs together with the place is flooded. */
  get contiguous(): boolean {
    return this.#contiguous;
  }
  /** Of growing, shrinking and smoothing, in picture pixels. */
  get radius(): number {
    return this.#radius;
  }
  get methods(): readonly ProposalMethod[] {
    return this.#methods;
  }
  get method(): string {
    return this.#method;
  }

  setSize(size: number): void {
    this.#size = within(size, brushSizes);
    this.#changed();
  }
  /** About a tenth more or less per step, at least one pixel. */
  sizeBy(steps: number): void {
    for (let i = 0; i < Math.abs(steps); i++) {
      this.setSize(this.#size + Math.sign(steps) * Math.max(1, Math.round(this.#size * 0.12)));
    }
  }
  setTolerance(tolerance: number): void {
    this.#tolerance = within(tolerance, tolerances);
    this.#changed();
  }
  setContiguous(contiguous: boolean): void {
    this.#contiguous = contiguous;
    this.#changed();
  }
  setRadius(radius: number): void {
    this.#radius = within(radius, radii);
    this.#changed();
  }
  /** The models that can be asked beside the workstation's own ways. */
  offer(models: readonly ProposalMethod[]): void {
    this.#methods = [...ownMethods, ...models];
    if (!this.#methods.some(({ id }) => id === this.#method)) this.setMethod('watershed');
  }
  setMethod(id: string): void {
    this.#method = id;
    this.#changed();
  }
}
