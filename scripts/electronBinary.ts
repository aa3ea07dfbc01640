/**
 * Electron's binary in a source checkout. The package brings none, and where hospital firewalls stand its download may
 * never move: it is tried once, given up when it stalls, and the failure is remembered until packages are reinstalled.
 */
import { spawn } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const packageDir = path.resolve(import.meta.dirname, '..', 'node_modules', 'electron');
const cacheDir = path.resolve(import.meta.dirname, '..', 'node_modules', '.cache', 'lapidary');

/** How a person has the download tried again. */
export const retryCommand = 'npx install-electron';

/** Where the binary lies, or null. Never asks the electron package itself, which would start a download. */
export function electronBinary(dir = packageDir): string | null {
  try {
    const named = readFileSync(path.join(dir, 'path.txt'), 'utf8').trim();
    const binary = path.join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(dir, 'dist'), named);
    return named !== '' && existsSync(binary) ? binary : null;
  } catch {
    return null;
  }
}

export interface FetchOptions {
  /** The program that downloads and unpacks, and its arguments. */
  readonly installer: readonly [string, ...string[]];
  /** Folders in which its progress shows: the unfinished download, the unpacked result. */
  readonly watched: readonly string[];
  /** Where the installer puts its unfinished download; removed afterwards. */
  readonly scratch: string;
  /** Remembers that the attempt failed, and why. */
  readonly memory: string;
  /** Given up after this long without a byte of progress. */
  readonly stallMs: number;
}

const usual: FetchOptions = {
  installer: [process.execPath, path.join(packageDir, 'install.js')],
  watched: [path.join(cacheDir, 'electron-download'), path.join(packageDir, 'dist')],
  scratch: path.join(cacheDir, 'electron-download'),
  memory: path.join(cacheDir, 'electron-fetch-failed.json'),
  stallMs: 20_000,
};

/**
 * Runs the installer unless an earlier attempt failed. Answers null when it succeeded and otherwise why not, as the
 * end of a sentence that begins with "Electron".
 */
export async function fetchElectron(options: FetchOptions = usual): Promise<string | null> {
  const earlier = recall(options.memory);
  if (earlier !== null) return `${earlier} at an earlier start`;
  mkdirSync(options.scratch, { recursive: true });
  try {
    const failure = await install(options);
    if (failure !== null) {
      writeFileSync(options.memory, `${JSON.stringify({ failure, at: new Date().toISOString() })}\n`);
    }
    return failure;
  } finally {
    rmSync(options.scratch, { recursive: true, force: true });
  }
}

function recall(memory: string): string | null {
  try {
    const noted: unknown = JSON.parse(readFileSync(memory, 'utf8'));
    const failure = typeof noted === 'object' && noted !== null && 'failure' in noted ? noted.failure : null;
    return typeof failure === 'string' ? failure : null;
  } catch {
    return null;
  }
}

function install({ installer, watched, scratch, stallMs }: FetchOptions): Promise<string | null> {
  const [program, ...args] = installer;
  const child = spawn(program, args, {
    stdio: 'ignore',
    env: { ...process.env, TMPDIR: scratch, TEMP: scratch, TMP: scratch },
  });
  return new Promise((resolve) => {
    let size = sizeOf(watched);
    let lastProgress = Date.now();
    const watch = setInterval(
      () => {
        const now = sizeOf(watched);
        if (now !== size) {
          size = now;
          lastProgress = Date.now();
        } else if (Date.now() - lastProgress >= stallMs) {
          child.kill('SIGKILL');
          finish(`could not be fetched (no progress for ${String(stallMs / 1000)} s)`);
        }
      },
      Math.min(500, stallMs / 4),
    );
    const finish = (failure: string | null): void => {
      clearInterval(watch);
      resolve(failure);
    };
    child.once('error', (error) => finish(`could not be fetched (${error.message})`));
    child.once('exit', (code) => finish(code === 0 ? null : 'could not be fetched (its installer failed)'));
  });
}

/** Bytes and entries under the folders: either changing is progress. */
function sizeOf(folders: readonly string[]): number {
  let total = 0;
  for (const folder of folders) {
    if (!existsSync(folder)) continue;
    for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      total += 1;
      try {
        total += lstatSync(path.join(folder, entry)).size;
      } catch {
        // Gone between listing and looking: the installer moved it, which the next look will see.
      }
    }
  }
  return total;
}
