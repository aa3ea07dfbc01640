import type { Sha256 } from '../../src-shared/domain/ids.ts';
import type { CachedTensors } from './preparedFile.ts';

export type { CachedTensors } from './preparedFile.ts';

/**
 * The only way to the files of the data folder, in the host and in the compute processes alike: paths stay in this
 * room, so that encryption has one place to be.
 *
 *   lapidary.sqlite        the database
 *   frames/ab/cdef…        pictures as they are shown, by content hash
 *   sources/ab/cdef…       files as they were received
 *   adapters/ab/cdef…      tuned prompts and segmentation heads
 *   models/<hash>/         imported networks, by the hash of what decides their answers
 *   checkpoints/<runId>    a tuning run's state, replaced as a whole; of the trials of a search <runId>-t1 and so on
 *   imports/<importId>     what an unfinished import was asked to do
 *   trays/<trayId>/…       files on their way in, under hashed names
 *   backups/               the database before each migration
 *   caches/                what can be computed again: safe to delete at any time
 *     prepared/ab/<frame>/ what the frozen network makes of a frame; a folder for each frame, by its content hash
 *     networks/<key>/      big files made from a network's weights
 *   temporary/             half-written files; swept at every start
 *   host.lock              who has the folder open, and where the command line finds them
 */
export interface DataFolder {
  readonly root: string;
  readonly frames: ContentStore;
  readonly sources: ContentStore;
  readonly adapters: ContentStore;
  readonly models: ModelStore;
  readonly checkpoints: NamedStore;
  readonly imports: NamedStore;
  readonly trays: TrayStore;
  readonly backups: Backups;
  readonly caches: Caches;
  readonly derived: DerivedStore;
}

/** The data folder in the hands of its one host. */
export interface HeldDataFolder extends DataFolder {
  /** For the database room, which opens it. */
  readonly databaseFile: string;
  /** The last host did not say goodbye: the database is to be checked as a whole. */
  readonly uncleanShutdown: boolean;
  /** Says where the command line finds this host; readable by this user alone. */
  publishDoor(door: { readonly url: string; readonly token: string }): Promise<void>;
  /** Gives the folder back. */
  close(): Promise<void>;
}

/** What can be computed again, and goes with the frame it was computed from. */
export interface Caches {
  /** To be opened once for a task or a process: it counts what it writes. */
  prepared(options: PreparedStoreOptions): PreparedStore;
  /** Removes all that was computed from a frame. */
  removeFrame(frame: Sha256): Promise<void>;
  /** The frames of which something is kept, in no order. */
  frames(): AsyncIterable<Sha256>;
  /** All of caches/; reads the size of every file. */
  usage(): Promise<CacheUsage>;
  /** All of caches/, also while they are in use. */
  clear(): Promise<void>;
  /** What the disk has room for. */
  freeBytes(): Promise<number>;
}

export interface CacheUsage {
  readonly bytes: number;
  readonly files: number;
}

export interface PreparedStoreOptions {
  /** Once the cache takes more than this, the least recently used files go. 0: nothing is read or written. */
  readonly limitBytes: number;
  /** Left out: true. */
  readonly write?: boolean;
  /** Told once, in words, if the cache is not written any more. */
  readonly note: (line: string) => void;
}

/**
 * Tensors of a frame under keys that name all that they follow from. Nothing here ever fails a caller: what is missing,
 * damaged or of another key is a miss (and removed), what cannot be written is not kept. Several processes may use it.
 */
export interface PreparedStore {
  /** @param key letters, digits, - and _ */
  get(frame: Sha256, key: string): Promise<CachedTensors | undefined>;
  put(frame: Sha256, key: string, tensors: CachedTensors): Promise<void>;
}

/** Imported networks: folders of a few big files that the runtime maps by their path, whole or not there. */
export interface ModelStore {
  /** Where the network of that hash lies, whether it is there or not. */
  folder(address: Sha256): string;
  has(address: Sha256): Promise<boolean>;
  /**
   * `make` fills a temporary folder (files alone) and returns the network's hash; the files are then synced and the
   * folder renamed into place. A network that is there already stays, and what was made is dropped.
   * @throws LapidaryError `disk-full`, `data-folder-read-only`, and whatever `make` throws
   */
  put(make: (temporaryFolder: string) => Promise<Sha256>): Promise<Sha256>;
  remove(address: Sha256): Promise<void>;
  /** Every network in the store, in no order. */
  list(): Promise<Sha256[]>;
}

/** Big files that are made from others and can be made again: the runtime reads them by their path. */
export interface DerivedStore {
  /**
   * The folder of that key (letters, digits, - and _), which names all that its files follow from. Where it is missing
   * or damaged, `make` fills a temporary folder (files alone, no folders) that is then renamed into place; callers at
   * the same time share one making, and of two processes the second takes the first one's.
   *
   * The caches may be deleted at any time: ask again before each opening of the files, which costs little.
   * @throws LapidaryError `disk-full`, `data-folder-read-only`, and whatever `make` throws
   */
  folder(key: string, make: (temporaryFolder: string) => Promise<void>): Promise<string>;
}

/** Copies of the database. */
export interface Backups {
  /** Where a backup of that name (letters, digits, - and _) is to be written. */
  fileFor(name: string): string;
  /** They hold what was erased since: an erasure takes them along. Returns how many there were. */
  removeAll(): Promise<number>;
}

/** Files on their way in, each named by its path relative to the tray ("/" between folders). */
export interface TrayStore {
  create(): Promise<string>;
  exists(trayId: string): Promise<boolean>;
  put(trayId: string, relativePath: string, body: AsyncIterable<Uint8Array>): Promise<void>;
  /** @throws LapidaryError `file-missing` */
  get(trayId: string, relativePath: string): Promise<Uint8Array<ArrayBuffer>>;
  /** For reading parts of a large one. @throws LapidaryError `file-missing` */
  open(trayId: string, relativePath: string): Promise<TrayFile>;
  /** The relative paths, in no order. */
  list(trayId: string): Promise<string[]>;
  remove(trayId: string): Promise<void>;
  all(): Promise<string[]>;
}

export interface TrayFile extends AsyncDisposable {
  /** In bytes. */
  readonly size: number;
  /** Fewer than `length` bytes only where the file ends before. */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
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
  list(): Promise<string[]>;
}
