import type { Options } from '@sveltejs/vite-plugin-svelte';

/**
 * Svelte's options, given to the plugin by hand: it looks for svelte.config.js in Vite's root, which is src-renderer.
 * Styles go to files because the page's policy refuses inline ones.
 */
export const svelteOptions: Options = {
  configFile: false,
  compilerOptions: { runes: true, css: 'external' },
};
