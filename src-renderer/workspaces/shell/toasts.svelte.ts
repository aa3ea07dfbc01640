import { toFailure } from '../../lib/failure.ts';

export interface Toast {
  readonly id: number;
  readonly tone: 'quiet' | 'good' | 'bad';
  readonly title: string;
  readonly detail?: string;
  readonly action?: { readonly title: string; readonly run: () => void };
}

const stay = { brief: 5_000, withAction: 10_000 } as const;
const most = 4;

function isSame(a: Omit<Toast, 'id'>, b: Omit<Toast, 'id'>): boolean {
  return a.tone === b.tone && a.title === b.title && a.detail === b.detail;
}

/** Short notes at the rim of the page. What went wrong stays until it is dismissed; the rest goes by itself. */
export class Toasts {
  #list = $state.raw<readonly Toast[]>([]);
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();
  #next = 1;

  get list(): readonly Toast[] {
    return this.#list;
  }

  /** One that says what another says takes its place. */
  show(toast: Omit<Toast, 'id'>): number {
    const id = this.#next++;
    for (const same of this.#list.filter((one) => isSame(one, toast))) this.dismiss(same.id);
    this.#list = [...this.#list, { ...toast, id }];
    this.resume(id);
    if (this.#list.length > most) {
      const passing = this.#list.find((one) => one.tone !== 'bad') ?? this.#list[0];
      if (passing !== undefined) this.dismiss(passing.id);
    }
    return id;
  }

  /** Any thrown value, with its remedy. */
  fail(error: unknown): void {
    const { message, remedy } = toFailure(error);
    this.show({ tone: 'bad', title: message, detail: remedy });
  }

  dismiss(id: number): void {
    this.hold(id);
    this.#list = this.#list.filter((toast) => toast.id !== id);
  }

  /** While the pointer is on it. */
  hold(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  resume(id: number): void {
    const toast = this.#list.find((one) => one.id === id);
    if (toast === undefined || toast.tone === 'bad') return;
    this.hold(id);
    const time = toast.action === undefined ? stay.brief : stay.withAction;
    this.#timers.set(
      id,
      setTimeout(() => this.dismiss(id), time),
    );
  }
}
