import { describe, expect, it } from 'vitest';
import { initials } from '../../../src-renderer/workspaces/shell/readers.svelte.ts';

describe('the initials of a reader', () => {
  it.each([
    ['Ann Lee', 'AL'],
    ['Dr. med. Jörg von Müller', 'DM'],
    ['佐藤 花子', '佐花'],
    ['محمد', 'م'],
    ['𠮷田', '𠮷'],
    ['  ', ''],
  ])('of %s are %s', (name, wanted) => {
    expect(initials(name)).toBe(wanted);
  });
});
