import type { Sha256 } from '../../src-shared/domain/ids.ts';

/**
 * The only way to the files of the data folder, in the host and in the compute processes alike: paths stay in this
 * room, so that encryption has one place to be.
 *
 *   lapidary.sqlite        the database
 *   frames/ab/cdef…        pictures as they are shown, by content hash
 *   sources/ab/cdef…       files as they were received
 *   adapters/ab/cdef…      tuned prompts
 *   checkpoints/<runId>    a tuning run's state, replaced as a whole
 *   trays/<trayId>/…       files on their way in
 *   backups/               the database before each migration
 */
export interface DataFolder {
  readonly root: string;
  readonly frames: ContentStore;
  readonly sources: ContentStore;
  readonly adapters: ContentStore;
  readonly checkpoints: NamedStore;
}

/** Immutable bytes under their own hash. Written to a temporary name, synced, renamed. */
export interface ContentStore {
  put(bytes: Uint8Array): Promise<Sha256>;
  has(address: Sha256): Promise<boolean>;
  /** @throws LapidaryError `file-missing` or `file-damaged` (the bytes no longer have the hash). */
  get(address: Sha256): Promise<Uint8Array<ArrayBuffer>>;
  /** Removing what is not there is no error. */
  remove(address: Sha256): Promise<void>;
  /** Every address in the store, in no order. */
  list(): AsyncIterable<Sha256>;
}

/** Small replaceable files under safe names ([A-Za-z0-9_-]+); a replacement is atomic. */
export interface NamedStore {
  put(name: string, bytes: Uint8Array): Promise<void>;
  get(name: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  remove(name: string): Promise<void>;
}
