import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { svelteOptions } from './scripts/svelteOptions.ts';

/**
 * The page, under a policy that allows nothing inline: no data: addresses, no module preload helper, styles in files
 * of their own, every file named by its content.
 */
export default defineConfig({
  root: 'src-renderer',
  plugins: [svelte(svelteOptions)],
  build: {
    target: 'chrome140',
    outDir: '../dist/renderer',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    rolldownOptions: { checks: { pluginTimings: false } },
    // Loaded from this machine: one file is as good as ten.
    chunkSizeWarningLimit: 1000,
  },
});
