import type { MaskMethod, MaskMethodName } from '../../../src-shared/contract/proposals.contract.ts';

export const brushSizes = { smallest: 1, largest: 400 } as const;
export const tolerances = { smallest: 0, largest: 255 } as const;
export const radii = { smallest: 1, largest: 40 } as const;

/** What a person marks for a proposal. */
export type ProposalKind = 'points' | 'box';

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
  #methods = $state.raw<readonly MaskMethod[]>([]);
  #chosen = $state.raw<Readonly<Partial<Record<ProposalKind, MaskMethodName>>>>({});

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
  /** What can propose a mask from such marks. */
  methodsFor(kind: ProposalKind): readonly MaskMethod[] {
    return this.#methods.filter((one) => one.kind === kind || one.kind === 'both');
  }
  /** The chosen one of them, else the first; undefined: there is none, or the workstation has not said. */
  methodFor(kind: ProposalKind): MaskMethod | undefined {
    const methods = this.methodsFor(kind);
    return methods.find(({ method }) => method === this.#chosen[kind]) ?? methods[0];
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
  /** All that can propose a mask, as the workstation has it. */
  offer(methods: readonly MaskMethod[]): void {
    this.#methods = methods;
  }
  setMethod(kind: ProposalKind, method: MaskMethodName): void {
    this.#chosen = { ...this.#chosen, [kind]: method };
    this.#changed();
  }
}
