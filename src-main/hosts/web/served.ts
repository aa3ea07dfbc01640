import type { Router } from '@orpc/server';
import type { Contract } from '../../../src-shared/contract/contract.ts';
import type { Caller } from '../../foundations.ts';

/** What a host puts behind its doors: the part of the workstation that callers reach. */
export interface Served {
  readonly router: Router<Contract, { caller: Caller }>;
  /** Answers what lies under /media. @throws LapidaryError */
  media(request: Request, caller: Caller): Promise<Response>;
  /** Who comes in through a door. */
  caller(door: Door): Caller;
}

/** An open workstation, as the host that opened it holds it. */
export interface Hosted extends Served {
  /** Says in the data folder where the command line finds this host. */
  publishDoor(door: { readonly url: string; readonly token: string }): Promise<void>;
  close(): Promise<void>;
}

export type Door = Caller['door'];

/** One line for the log; nothing in it identifies a person. */
export type Log = (line: string) => void;
