import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { svelteOptions } from './scripts/svelteOptions.ts';

if (Number(process.versions.node.split('.')[0]) < 22) {
  throw new Error(
    `The tests need Node 22.18 or newer, and this is ${process.versions.node}: use npm test or npx vitest.`,
  );
}

/** Suites that need a build, a browser or minutes have projects of their own; everything else is a unit test. */
const slow = ['test/e2e/**', 'test/contract/**', 'test/fault/**', 'test/packaging/whole/**'];
const page = 'test/renderer/**/*.test.ts';

export default defineConfig({
  test: {
    pool: 'forks',
    // One more than the cores of a small machine: a suite often waits for a process or a page.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A test without an assertion cannot fail.
    expect: { requireAssertions: true },
    restoreMocks: true,
    passWithNoTests: false,
    // Groups run one after the other: a dozen unit tests a second leave a browser or a kill at a chosen moment no time.
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: [...slow, page] },
      },
      {
        extends: true,
        // Svelte's client half, so that state classes (*.svelte.ts) can be tested as plain instances.
        plugins: [svelte(svelteOptions)],
        resolve: { conditions: ['browser'] },
        test: { name: 'unit-page', include: [page] },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          sequence: { groupOrder: 1 },
          include: ['test/e2e/**/*.test.ts', 'test/contract/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'fault',
          sequence: { groupOrder: 2 },
          include: ['test/fault/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'packaging',
          sequence: { groupOrder: 3 },
          include: ['test/packaging/whole/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
