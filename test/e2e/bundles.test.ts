/** What the build made, before anything runs it: the page under its policy, the main side without surprises. */
import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = path.resolve(import.meta.dirname, '../..');
const dist = path.join(root, 'dist');

const Manifest = z.object({ dependencies: z.record(z.string(), z.string()) });
const dependencies = Object.keys(
  Manifest.parse(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))).dependencies,
);

function textsOf(folder: string, ending: RegExp): Map<string, string> {
  const files = readdirSync(path.join(dist, folder), { recursive: true, encoding: 'utf8' });
  return new Map(
    files
      .filter((file) => ending.test(file))
      .map((file) => [file, readFileSync(path.join(dist, folder, file), 'utf8')]),
  );
}

describe('the page', () => {
  const html = readFileSync(path.join(dist, 'renderer', 'index.html'), 'utf8');
  const scripts = [...textsOf('renderer', /\.js$/).values()].join('\n');
  const styles = [...textsOf('renderer', /\.css$/).values()].join('\n');

  it('has nothing inline', () => {
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/);
  });

  it('loads from its own origin alone, by names that change with the content', () => {
    const addresses = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(addresses.length).toBeGreaterThan(1);
    expect(addresses.filter((address) => !/^\/assets\/[\w-]+-[\w-]{8}\.\w+$/.test(address))).toEqual([]);
    expect(styles).not.toMatch(/url\((?!['"]?\/assets\/)/);
  });

  it('evaluates no text', () => {
    expect(scripts).not.toMatch(/\beval\(|new Function\(/);
  });

  it('knows the contract as types only: no schemas in its bundle', () => {
    expect(scripts).not.toMatch(/ZodError|invalid_union/);
  });
});

/** The modules that a built file loads, statically or not. */
function importsOf(text: string): string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map((found) => found.fileName);
}

describe('the main side', () => {
  const files = textsOf('main', /\.js$/);

  /** Everything that an entry reaches. */
  function reach(entry: string): Set<string> {
    const found = new Set<string>();
    const waiting = [entry];
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      for (const specifier of importsOf(files.get(file) ?? '')) {
        if (found.has(specifier)) continue;
        found.add(specifier);
        if (specifier.startsWith('./')) waiting.push(specifier.slice(2));
      }
    }
    return found;
  }

  it.each(['electron.js', 'cli.js', 'computeProcess.js'])('%s needs only what is shipped', (entry) => {
    const outside = [...reach(entry)].filter(
      (specifier) => !specifier.startsWith('.') && !isBuiltin(specifier),
    );
    const known = [...dependencies, 'electron'];
    expect(
      outside.filter((name) => !known.some((each) => name === each || name.startsWith(`${each}/`))),
    ).toEqual([]);
  });

  it('reaches Electron from the desktop host alone', () => {
    expect(reach('electron.js')).toContain('electron');
    expect(reach('cli.js')).not.toContain('electron');
    expect(reach('computeProcess.js')).not.toContain('electron');
  });

  it('opens sessions in compute processes alone', () => {
    expect(reach('computeProcess.js')).toContain('onnxruntime-node');
    expect(reach('electron.js')).not.toContain('onnxruntime-node');
    expect(reach('cli.js')).not.toContain('onnxruntime-node');
  });
});

describe('the preload script', () => {
  it('is one CommonJS file that needs Electron alone', () => {
    const files = textsOf('preload', /./);
    expect([...files.keys()]).toEqual(['preload.cjs']);
    const required = [...(files.get('preload.cjs') ?? '').matchAll(/require\("([^"]+)"\)/g)].map(
      (match) => match[1],
    );
    expect(required).toEqual(['electron']);
  });
});
