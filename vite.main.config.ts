import { cpSync, existsSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';

/** Native modules stay outside the bundle: they load a binary from beside themselves. */
const natives = ['electron', 'better-sqlite3', 'onnxruntime-node', 'sharp'];

/**
 * The report's fonts lie beside the code that embeds them, and beside the bundle: `new URL('./fonts/…',
 * import.meta.url)` finds them in both.
 */
const fonts: Plugin = {
  name: 'lapidary-fonts',
  writeBundle(options) {
    const source = 'src-main/export/fonts';
    if (options.dir !== undefined && existsSync(source)) {
      cpSync(source, `${options.dir}/fonts`, { recursive: true });
    }
  },
};

/**
 * The main side: the desktop window, the command line (which also serves the web host) and the compute process, as
 * ES modules that lie flat in one folder, so that `import.meta.url` points into dist/main from every chunk.
 */
export default defineConfig({
  publicDir: false,
  plugins: [fonts],
  // pdfmake asks where it lies; an ES module has another word for it.
  define: { __dirname: 'import.meta.dirname' },
  ssr: { noExternal: true, external: natives, target: 'node' },
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
      external: [...natives, ...builtinModules, /^node:/],
      output: { format: 'esm', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
