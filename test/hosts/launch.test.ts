import { expect, test } from 'vitest';
import { launchOptions } from '../../src-main/hosts/electron/launch.ts';

test.each([
  [[], { dataDir: undefined, demo: false }],
  [['--demo'], { dataDir: undefined, demo: true }],
  [['--data-dir', '/d'], { dataDir: '/d', demo: false }],
  [['--data-dir=/d', '--demo'], { dataDir: '/d', demo: true }],
  [['--data-dir'], { dataDir: undefined, demo: false }],
  [['--disable-gpu', '--lang=de', '--demo'], { dataDir: undefined, demo: true }],
])('%j', (args, expected) => {
  expect(launchOptions(args)).toEqual(expected);
});
