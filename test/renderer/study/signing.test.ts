import { describe, expect, it } from 'vitest';
import type { Readiness, Signatures } from '../../../src-shared/contract/review.contract.ts';
import type { StudyId } from '../../../src-shared/domain/ids.ts';
import { ChangeFeed } from '../../../src-renderer/lib/changes.ts';
import { Signing } from '../../../src-renderer/workspaces/study/signing.svelte.ts';

/** Signing over a workstation that answers when it is told to. */
function bench() {
  const held: ((sha256: string) => void)[] = [];
  const signed: string[] = [];
  const client = {
    review: {
      readiness: () =>
        new Promise<Readiness>((resolve) => {
          held.push((sha256) => resolve({ sha256, concerns: [] } as unknown as Readiness));
        }),
      signatures: async () => ({ versions: [], amendment: null }) as unknown as Signatures,
      sign: async ({ sha256 }: { sha256: string }) => void signed.push(sha256),
    },
  };
  const app = {
    client,
    changes: new ChangeFeed(),
    attempt: async (work: () => Promise<void>) => {
      await work();
      return true;
    },
  } as unknown as ConstructorParameters<typeof Signing>[0];
  const signing = new Signing(app, 'study' as StudyId, {
    settled: async () => undefined,
    changed: async () => undefined,
  });
  const turn = () => new Promise((resolve) => setTimeout(resolve));
  const answer = async (which: number, sha256: string): Promise<void> => {
    held[which]?.(sha256);
    await turn();
  };
  return { signing, signed, answer, turn };
}

describe('what is signed', () => {
  it('is what was asked for last, not what was answered last', async () => {
    const { signing, signed, answer, turn } = bench();
    // Opened, closed and opened again, with a change in between.
    signing.weigh()();
    const end = signing.weigh();
    await turn();
    await answer(0, 'before the change');
    expect(signing.readiness).toBeNull();
    await answer(1, 'as it is');
    expect(signing.readiness?.sha256).toBe('as it is');
    void signing.sign();
    await turn();
    expect(signed).toEqual(['as it is']);
    end();
    expect(signing.readiness).toBeNull();
  });

  it('is nothing that arrives when nobody looks any more', async () => {
    const { signing, answer, turn } = bench();
    signing.weigh()();
    await turn();
    await answer(0, 'late');
    expect(signing.readiness).toBeNull();
  });
});
