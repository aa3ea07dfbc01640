import { describe, expect, it } from 'vitest';
import type { ProviderReport } from '../../src-shared/contract/system.contract.ts';
import { paysInFloat16 } from '../../src-main/system/providerChoice.ts';

const report = (more: Partial<ProviderReport>): ProviderReport[] => [
  { name: 'webgpu', available: true, gflops: 1000, ...more },
];

describe('frozen matrices in float16', () => {
  it('are used where they pass and pay', () => {
    expect(paysInFloat16('webgpu', report({ float16: true, float16Gflops: 1900 }))).toBe(true);
  });

  it('are not used where they failed, do not pay, were not measured, or on the CPU', () => {
    expect(paysInFloat16('webgpu', report({ float16: false, float16Gflops: 1900 }))).toBe(false);
    expect(paysInFloat16('webgpu', report({ float16: true, float16Gflops: 1100 }))).toBe(false);
    expect(paysInFloat16('webgpu', report({ float16: true }))).toBe(false);
    expect(paysInFloat16('webgpu', [])).toBe(false);
    const cpu = { name: 'cpu', available: true, gflops: 100, float16: true, float16Gflops: 900 };
    expect(paysInFloat16('cpu', [cpu])).toBe(false);
  });
});
