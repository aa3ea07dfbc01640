/**
 * Packs the application for Linux as a release would, around a stand-in for Electron's executable, and looks at what
 * came out: nothing of the checkout or of a data folder in it, and native modules that load from where they lie.
 */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { appendFile, cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPackage, extractAll, listPackage } from '@electron/asar';
import { Arch, Platform, build } from 'electron-builder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = path.resolve(import.meta.dirname, '../../..');
const electron = path.join(root, 'node_modules', 'electron', 'package.json');
const Manifest = z.object({ version: z.string() });

/** The marker by which fuses are found in Electron's executable, then version 1, eight fuses, all off. */
const fuseWire = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 8]),
  Buffer.from('00000000'),
]);

/** A folder laid out like Electron's: some executable with a fuse wire, its notices, its default application. */
async function standIn(folder: string): Promise<void> {
  const resources = path.join(folder, 'resources');
  const empty = path.join(folder, 'empty');
  mkdirSync(path.join(folder, 'locales'), { recursive: true });
  mkdirSync(resources);
  mkdirSync(empty);
  copyFileSync('/bin/true', path.join(folder, 'electron'));
  await appendFile(path.join(folder, 'electron'), fuseWire);
  writeFileSync(
    path.join(folder, 'version'),
    Manifest.parse(JSON.parse(readFileSync(electron, 'utf8'))).version,
  );
  for (const locale of ['en-US', 'de', 'fr'])
    writeFileSync(path.join(folder, 'locales', `${locale}.pak`), '');
  for (const notice of ['LICENSE', 'LICENSES.chromium.html'])
    writeFileSync(path.join(folder, notice), notice);
  writeFileSync(path.join(empty, 'package.json'), '{}');
  await createPackage(empty, path.join(resources, 'default_app.asar'));
  rmSync(empty, { recursive: true });
}

describe.skipIf(process.platform !== 'linux')('the package for Linux', () => {
  let scratch: string;
  let app: string;
  let entries: string[];
  // Where git ignores it, and where a person trying things out would have one.
  const planted = path.join(root, '.lapidary');

  beforeAll(async () => {
    scratch = mkdtempSync(path.join(tmpdir(), 'lapidary-package-'));
    mkdirSync(planted, { recursive: true });
    writeFileSync(path.join(planted, 'planted.sqlite'), 'a patient');
    const electronDist = path.join(scratch, 'electron');
    mkdirSync(electronDist);
    await standIn(electronDist);
    await build({
      projectDir: root,
      targets: Platform.LINUX.createTarget('dir', Arch.x64),
      publish: 'never',
      config: {
        extends: 'electron-builder.yml',
        electronDist,
        directories: { output: path.join(scratch, 'release') },
      },
    });
    app = path.join(scratch, 'release', 'linux-unpacked');
    entries = listPackage(path.join(app, 'resources', 'app.asar'), { isPack: false });
  });
  afterAll(() => {
    rmSync(path.join(planted, 'planted.sqlite'), { force: true });
    if (readdirSync(planted).length === 0) rmdirSync(planted);
    rmSync(scratch, { recursive: true, force: true });
  });

  it('holds the build and its packages, and nothing else of the checkout', () => {
    const tops = new Set(entries.map((entry) => entry.split('/').slice(1, 3).join('/')));
    const unexpected = [...tops].filter(
      (top) =>
        !['package.json', 'dist', 'dist/main', 'dist/preload', 'dist/renderer', 'node_modules'].includes(
          top,
        ) && !top.startsWith('node_modules/'),
    );
    expect(unexpected).toEqual([]);
    for (const needed of [
      '/dist/main/electron.js',
      '/dist/main/computeProcess.js',
      '/dist/preload/preload.cjs',
    ]) {
      expect(entries).toContain(needed);
    }
  });

  it('holds no patient data, no sources, no tests, no maps', () => {
    expect(entries.filter((entry) => /\.(ts|svelte|map|sqlite|test\.\w+)$|planted/.test(entry))).toEqual([]);
  });

  it("holds no tool of the checkout and no other machine's binaries", () => {
    const foreign =
      /node_modules\/(node-|electron\/|vite\/|typescript\/)|(darwin|win32|musl|arm64)[^/]*(\/.*)?\.(node|dylib|dll|so.*)$/;
    expect(entries.filter((entry) => foreign.test(entry))).toEqual([]);
  });

  it('holds one file of OpenCV, and what names it', () => {
    const files = entries.filter((entry) => /^\/node_modules\/@techstark\/.*\.\w+$/.test(entry));
    expect(files.sort()).toEqual([
      '/node_modules/@techstark/opencv-js/dist/opencv.js',
      '/node_modules/@techstark/opencv-js/package.json',
    ]);
  });

  it('brings models, migrations and licences beside the archive', () => {
    for (const resource of ['migrations', 'models', 'LICENSE', 'licences.txt']) {
      expect(existsSync(path.join(app, 'resources', resource)), resource).toBe(true);
    }
    expect(existsSync(path.join(app, 'LICENSE.electron.txt'))).toBe(true);
  });

  it('blows the fuses', () => {
    const executable = readFileSync(path.join(app, 'lapidary'));
    const wire = executable.indexOf(fuseWire.subarray(0, 32)) + 34;
    // runAsNode, cookie encryption, NODE_OPTIONS, --inspect, asar integrity, only from asar, …, file privileges
    expect(executable.subarray(wire, wire + 6).toString()).toBe('010011');
    expect(executable.subarray(wire + 7, wire + 8).toString()).toBe('0');
  });

  it('holds packages that load and work', async () => {
    const unpacked = path.join(scratch, 'unpacked');
    extractAll(path.join(app, 'resources', 'app.asar'), unpacked);
    await cp(path.join(app, 'resources', 'app.asar.unpacked'), unpacked, { recursive: true });
    const script = `
      const Database = require('better-sqlite3');
      if (new Database(':memory:').prepare('select 40 + 2 as n').get().n !== 42) throw new Error('sqlite');
      if (typeof require('onnxruntime-node').InferenceSession.create !== 'function') throw new Error('onnxruntime');
      if (typeof require('pdfmake').createPdf !== 'function') throw new Error('pdfmake');
      require.resolve('@fontsource/noto-sans-jp/files/noto-sans-jp-japanese-400-normal.woff');
      const opencv = new Promise((resolve) => {
        require('@techstark/opencv-js').onRuntimeInitialized = resolve;
      });
      const image = { create: { width: 4, height: 4, channels: 3, background: 'red' } };
      Promise.all([require('sharp')(image).png().toBuffer(), opencv]).then(([bytes]) => {
        console.log('works', bytes.length > 0);
      });`;
    writeFileSync(path.join(unpacked, 'try.cjs'), script);
    const { stdout, stderr } = spawnSync(process.execPath, [path.join(unpacked, 'try.cjs')], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(stdout).toBe('works true\n');
  });

  // Half of it is OpenCV (docs/decisions/0028).
  it('is small', () => {
    expect(statSync(path.join(app, 'resources', 'app.asar')).size).toBeLessThan(23e6);
  });

  // Half of it is Chinese, Japanese and Korean (docs/decisions/0033).
  it('brings fonts of no more than twelve megabytes, and those alone beside the archive', () => {
    const fonts = path.join(app, 'resources', 'app.asar.unpacked', 'node_modules', '@fontsource');
    const files = readdirSync(fonts, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    const bytes = files.reduce((sum, one) => sum + statSync(path.join(one.parentPath, one.name)).size, 0);
    expect(files.length).toBeGreaterThan(50);
    expect(bytes).toBeLessThan(12e6);
  });
});
