import { openInBrowser } from './browser.ts';
import { loadDemo } from './demo.ts';
import type { Loopback } from './loopback.ts';
import { openLoopback } from './loopback.ts';
import { openPages } from './pages.ts';
import { watchParent } from './parentWatch.ts';
import type { Hosted, Log } from './served.ts';

export interface ServeOptions {
  /** Called once; what it opens is closed with the host. */
  readonly openWorkstation: () => Promise<Hosted>;
  /** The built page. */
  readonly rendererDir: string;
  /** 0 or left out: any free port. */
  readonly port?: number;
  /** Open the person's browser at the page. */
  readonly open?: boolean;
  /** Load the demo cohort without asking. */
  readonly demo?: boolean;
  readonly log: Log;
}

export interface WebHost {
  /** Where the page is, launch token included: for the terminal, never for a log. */
  readonly url: string;
  /** Hangs up, then closes the workstation. */
  close(): Promise<void>;
}

/**
 * Serves the workstation to this machine's browser, and to the command line.
 *
 * @throws LapidaryError `page-not-built`, `port-taken`, and what opening the workstation throws
 */
export async function serve(options: ServeOptions): Promise<WebHost> {
  const { log, rendererDir } = options;
  const pages = await openPages(rendererDir);
  const workstation = await options.openWorkstation();
  let loopback: Loopback | undefined;
  try {
    loopback = await openLoopback({ served: workstation, log, pages, port: options.port ?? 0 });
    const { admission } = loopback;
    await workstation.publishDoor({ url: admission.origin, token: admission.commandToken });
    if (options.demo === true) await loadDemo(workstation);
    if (options.open === true) openInBrowser(admission.singleUseAddress());
  } catch (error) {
    await loopback?.close();
    await workstation.close();
    throw error;
  }
  const door = loopback;
  let closing: Promise<void> | undefined;
  return {
    url: door.admission.address,
    close: () => {
      closing ??= door.close().then(() => workstation.close());
      return closing;
    },
  };
}

/**
 * Resolves when the person, the system or the end of whoever started this process asks for the end, with what asked.
 * Asked again a second later, the process ends at once: closing may hang on a disk that does not answer.
 */
export function askedToEnd({ withStarter = true } = {}): Promise<string> {
  return new Promise((resolve) => {
    let asked: number | undefined;
    const ask = (by: string): void => {
      // Ctrl-C reaches every process of a terminal, and starters pass it on: within a second that is one request.
      if (asked !== undefined && performance.now() - asked > 1000) process.exit(1);
      asked ??= performance.now();
      resolve(by);
    };
    if (withStarter) {
      watchParent(() => {
        ask('the starting process is gone');
      });
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
  });
}
