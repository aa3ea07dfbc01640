import type { ProviderReport, Settings, SettingsReport } from '../../src-shared/contract/system.contract.ts';

export type ComputeChoice = Readonly<SettingsReport['compute']>;

/**
 * On what runs compute. Nothing but the CPU is used before it passed its self-test on this machine: `auto` is then the
 * CPU, and a provider that was named is refused rather than replaced.
 *
 * @param known what was found about the providers of this machine with this version of the runtime
 */
export function chooseProvider(
  wanted: Settings['provider'],
  known: readonly ProviderReport[],
): ComputeChoice {
  switch (wanted) {
    case 'cpu':
      return { provider: 'cpu', ready: true, reason: 'It works on every machine.' };
    case 'auto':
      return fastest(known);
    case 'webgpu':
    case 'dml':
    case 'coreml':
    case 'cuda': {
      const report = known.find(({ name }) => name === wanted);
      if (report === undefined) {
        return { provider: wanted, ready: false, reason: 'It has not been examined on this machine yet.' };
      }
      return report.available
        ? { provider: wanted, ready: true, reason: `It passed its self-test${on(report)}.` }
        : { provider: wanted, ready: false, reason: report.reason ?? 'It is not available.' };
    }
  }
}

function fastest(known: readonly ProviderReport[]): ComputeChoice {
  if (known.length === 0) {
    return { provider: 'cpu', ready: true, reason: 'The providers of this machine are not examined yet.' };
  }
  const passed = known.filter(({ available, gflops }) => available && gflops !== undefined);
  const [best, ...others] = passed.toSorted((a, b) => (b.gflops ?? 0) - (a.gflops ?? 0));
  if (best === undefined || (best.name === 'cpu' && others.length === 0)) {
    return {
      provider: 'cpu',
      ready: true,
      reason: 'No other provider passed its self-test on this machine.',
    };
  }
  return {
    provider: best.name,
    ready: true,
    reason: `It is the fastest of those that passed their self-test${on(best)}.`,
  };
}

/** Twice the code paths for less than this is not worth it. */
const worthwhile = 1.2;

/**
 * Whether frozen matrices are kept and multiplied in float16: only where that passed its self-test and is faster, and
 * never on the CPU, which would only convert them back.
 */
export function paysInFloat16(provider: string, known: readonly ProviderReport[]): boolean {
  const report = known.find(({ name }) => name === provider);
  if (provider === 'cpu' || report?.float16 !== true) return false;
  return (report.float16Gflops ?? 0) >= worthwhile * (report.gflops ?? Infinity);
}

function on({ adapter }: ProviderReport): string {
  return adapter === undefined ? '' : ` on ${adapter}`;
}
