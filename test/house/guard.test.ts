import { readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = path.resolve(import.meta.dirname, '../..');
const guard = readFileSync(path.join(root, 'scripts', 'guard.js'), 'utf8');

/** Runs the guard as a Node of that version would; answers what it printed and how it ended. */
function under(node: string): { said: string; code: number | null } {
  const outcome = { said: '', code: null as number | null };
  vm.runInNewContext(guard, {
    process: { versions: { node }, exit: (code: number) => (outcome.code = code) },
    console: { error: (text: string) => (outcome.said = text) },
  });
  return outcome;
}

describe('the guard before every command', () => {
  it.each(['18.20.0', '20.20.2', '22.17.1'])('stops Node %s and says how to get another', (version) => {
    const { said, code } = under(version);
    expect(code).toBe(1);
    expect(said).toContain(`this is Node ${version}`);
    expect(said).toContain('npm ci');
  });

  it.each(['22.18.0', '24.21.0', '26.0.0'])('lets Node %s pass without a word', (version) => {
    expect(under(version)).toEqual({ said: '', code: null });
  });

  it('stands before every script that runs TypeScript or the tests', () => {
    const Manifest = z.object({ scripts: z.record(z.string(), z.string()) });
    const { scripts } = Manifest.parse(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')));
    const unguarded = Object.entries(scripts).filter(
      ([, command]) => /\.ts|vitest|eslint/.test(command) && !command.includes('scripts/guard.js'),
    );
    expect(unguarded).toEqual([]);
  });
});
