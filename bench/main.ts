/**
 * Measurements, each in a file of its own: `npm run -s bench -- <name> [options]` prints JSON lines. Run them on an idle
 * machine; figures belong to the machine and the provider that they name.
 */
import { readdirSync } from 'node:fs';

const ending = '.bench.ts';
const benches = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(ending))
  .map((file) => file.slice(0, -ending.length))
  .sort();

const [name, ...options] = process.argv.slice(2);
if (name === undefined || !benches.includes(name)) {
  console.error(`Usage: npm run -s bench -- ${benches.join('|')} [options]`);
  process.exitCode = 2;
} else {
  const { run } = (await import(new URL(`./${name}${ending}`, import.meta.url).href)) as {
    run: (options: readonly string[]) => AsyncIterable<object>;
  };
  for await (const line of run(options)) console.log(JSON.stringify({ bench: name, ...line }));
}
