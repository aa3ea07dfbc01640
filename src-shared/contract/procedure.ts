import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { Permission } from '../domain/permissions.ts';

export interface ProcedureMeta {
  readonly permission: Permission;
}

/** The errors every procedure may answer with: a `LapidaryError` in its wire form. */
const errors = {
  REFUSED: { status: 422, data: z.object({ code: z.string(), message: z.string(), remedy: z.string() }) },
} as const;

/** Where every procedure starts: it cannot be declared without the permission it needs. */
export function procedure(permission: Permission) {
  return oc.$meta<ProcedureMeta>({ permission }).errors(errors);
}

/** A point in time, ISO 8601 in UTC with milliseconds. */
export const Instant = z.iso.datetime();
/** A day without a time zone, YYYY-MM-DD. */
export const Day = z.iso.date();
/** A share or probability. */
export const Unit = z.number().min(0).max(1);
