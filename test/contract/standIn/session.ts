import { EventEmitter } from 'node:events';

type Answer = (request: Request) => Response | Promise<Response>;
type Before = (details: { url: string }, callback: (verdict: { cancel?: boolean }) => void) => void;
type AskPermission = (contents: unknown, permission: string, callback: (granted: boolean) => void) => void;
type CheckPermission = (contents: unknown, permission: string) => boolean;

/** What Electron's Session is asked for by the desktop host, with Electron's defaults where nothing was set. */
export class Session extends EventEmitter {
  readonly #schemes = new Map<string, Answer>();
  #before: Before | null = null;
  #ask: AskPermission | null = null;
  #check: CheckPermission | null = null;

  readonly protocol = {
    handle: (scheme: string, answer: Answer): void => {
      this.#schemes.set(scheme, answer);
    },
  };

  readonly webRequest = {
    onBeforeRequest: (listener: Before): void => {
      this.#before = listener;
    },
  };

  setPermissionRequestHandler(handler: AskPermission | null): void {
    this.#ask = handler;
  }

  setPermissionCheckHandler(handler: CheckPermission | null): void {
    this.#check = handler;
  }

  setDevicePermissionHandler(_handler: unknown): void {
    // Devices are not simulated.
  }

  setDisplayMediaRequestHandler(_handler: unknown): void {
    // Screens are not simulated.
  }

  setSpellCheckerEnabled(_enabled: boolean): void {
    // There is no spell checker here.
  }

  /** Electron grants what nobody refuses. */
  grants(permission: string): boolean {
    const verdict = { granted: true };
    this.#ask?.(null, permission, (granted) => {
      verdict.granted = granted;
    });
    return verdict.granted && (this.#check?.(null, permission) ?? true);
  }

  lets(url: string): boolean {
    const verdict = { cancelled: false };
    this.#before?.({ url }, ({ cancel }) => {
      verdict.cancelled = cancel === true;
    });
    return !verdict.cancelled;
  }

  async answer(request: Request): Promise<Response | undefined> {
    return this.#schemes.get(new URL(request.url).protocol.slice(0, -1))?.(request);
  }
}

const sessions = new Map<string, Session>();

export const session = {
  fromPartition: (partition: string): Session => {
    const known = sessions.get(partition) ?? new Session();
    sessions.set(partition, known);
    return known;
  },
};
