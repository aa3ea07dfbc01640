import './scripts/lint/componentTypes.ts';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import { defineConfig } from 'eslint/config';
import ts from 'typescript-eslint';
import { layerRule } from './scripts/lint/layerRule.ts';

const typescript = ['**/*.ts'];
const svelteFiles = ['**/*.svelte', '**/*.svelte.ts'];

export default defineConfig(
  { ignores: ['dist/', 'release/', 'coverage/', 'node_modules/', 'test/fixtures/'] },
  // A rule that is wrong is changed here, for everyone and in the open, not switched off in a comment.
  { linterOptions: { noInlineConfig: true } },
  {
    files: [...typescript, ...svelteFiles],
    extends: [ts.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    plugins: { house: { rules: { layers: layerRule } } },
    rules: {
      'house/layers': 'error',
      eqeqeq: ['error', 'always'],
      'max-lines': ['error', { max: 400 }],
      'no-console': 'error',
      'no-eval': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'start' }],
      'prefer-const': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { allowDefaultCaseForExhaustiveSwitch: true, requireDefaultForNonUnion: true },
      ],
      // An interface that answers asynchronously may have an implementation that need not wait.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
    },
  },
  {
    files: svelteFiles,
    extends: [svelte.configs.recommended],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      'svelte/no-at-html-tags': 'error',
      // A map that nothing on the page reads need not be reactive; the state classes say which of theirs is.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  {
    // Data, one file per language.
    files: ['src-shared/messages/**/*.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    // State classes are plain TypeScript with ambient runes: the plugin's own parser hands each to the type checker
    // as a changed file, which starts the checker anew every time.
    files: ['**/*.svelte.ts'],
    languageOptions: { parser: ts.parser },
  },
  {
    // The types of components and of their snippets are known to svelte-check alone; here they look like any.
    files: ['**/*.svelte'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  { files: ['src-renderer/**'], languageOptions: { globals: globals.browser } },
  {
    // The one file of its layer that runs in a page has a TypeScript project of its own.
    files: ['src-main/hosts/electron/preload.ts'],
    languageOptions: {
      parserOptions: { projectService: false, project: './src-main/tsconfig.preload.json' },
    },
  },
  {
    // These speak to a terminal.
    files: ['src-main/hosts/**', 'scripts/**', 'bench/**'],
    rules: { 'no-console': 'off' },
  },
  { files: ['eslint.config.js'], languageOptions: { globals: globals.node } },
  prettier,
);
