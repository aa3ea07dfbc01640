import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

/** These stay outside the bundle: they load a binary, or fonts, from beside themselves. */
const external = [
  'electron',
  'better-sqlite3',
  'onnxruntime-node',
  'sharp',
  'pdfmake',
  '@techstark/opencv-js',
  '@fontsource/noto-emoji',
  '@fontsource/noto-sans',
  '@fontsource/noto-sans-arabic',
  '@fontsource/noto-sans-devanagari',
  '@fontsource/noto-sans-hebrew',
  '@fontsource/noto-sans-jp',
  '@fontsource/noto-sans-kr',
  '@fontsource/noto-sans-sc',
  '@fontsource/noto-sans-thai',
];

/**
 * The main side: the desktop window, the command line (which also serves the web host) and the compute process, as
 * ES modules that lie flat in one folder, so that `import.meta.url` points into dist/main from every chunk.
 */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true, external, target: 'node' },
  build: {
    ssr: true,
    target: 'node22',
    outDir: 'dist/main',
    emptyOutDir: true,
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: {
        electron: 'src-main/hosts/electron/main.ts',
        cli: 'src-main/hosts/cli/main.ts',
        computeProcess: 'src-main/computeProcess.ts',
      },
      external: [...external, ...builtinModules, /^node:/],
      output: { format: 'esm', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
