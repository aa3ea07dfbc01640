import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Log } from '../web/served.ts';

/** Bytes after which a log file becomes the former one; two are kept. */
const usualLimit = 4 * 1024 * 1024;

/**
 * A log on disk, for a program that has no terminal: what an administrator is sent. It lies outside the data folder
 * and holds nothing that identifies a person, as every log line does. A disk that takes no log stops nothing.
 */
export function openLogFile(folder: string, limit = usualLimit): Log {
  const file = path.join(folder, 'lapidary.log');
  return (line) => {
    try {
      mkdirSync(folder, { recursive: true });
      const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
      if (size > limit) renameSync(file, path.join(folder, 'lapidary.former.log'));
      appendFileSync(file, `${new Date().toISOString()} ${line}\n`, { mode: 0o600 });
    } catch {
      // There is nowhere to tell it.
    }
  };
}
