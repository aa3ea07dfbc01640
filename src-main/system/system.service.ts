import { statfs } from 'node:fs/promises';
import type {
  CacheUsage,
  Doctor,
  SystemInfo,
  Verification,
} from '../../src-shared/contract/system.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { Foundations } from '../foundations.ts';
import { openBackbone } from '../networks/backbone.ts';
import type { ProviderProbes } from './probes.ts';
import { verifyDataFolder } from './verify.ts';

export interface System {
  info(): Promise<SystemInfo>;
  /**
   * What this machine can compute with, and whether the installation is whole. Takes seconds where the providers are
   * examined: when that is asked for, or was never done.
   */
  doctor(options: { readonly examine: boolean }): Promise<Doctor>;
  caches(): Promise<CacheUsage>;
  clearCaches(): Promise<CacheUsage>;
  verify(): Promise<Verification>;
}

type Check = Doctor['checks'][number];

/** Less than this and an import may not fit; bytes. */
const comfortableSpace = 2 * 1024 ** 3;

export function createSystem({
  db,
  files,
  host,
  version,
  backbone,
  probes,
  cacheLimitMb,
}: Pick<Foundations, 'db' | 'files'> & {
  readonly host: SystemInfo['host'];
  readonly version: string;
  /** The one that new tuning runs use. */
  readonly backbone: () => Promise<{
    readonly folder: string;
    readonly name: string;
    readonly sha256: string;
    readonly notice: string;
  }>;
  readonly probes: ProviderProbes;
  readonly cacheLimitMb: () => number;
}): System {
  const caches = async (): Promise<CacheUsage> => ({
    ...(await files.caches.usage()),
    limitBytes: cacheLimitMb() * 1e6,
  });
  return {
    async info() {
      return { version, host, dataDir: files.root, backbone: await backboneInfo() };
    },
    async doctor({ examine }) {
      const checks = [
        check('runtime', true, `Node ${process.versions.node} on ${process.platform} ${process.arch}`),
        databaseCheck(),
        await spaceCheck(),
        await backboneCheck(),
      ];
      const known = examine ? [] : probes.known();
      return { providers: [...(known.length > 0 ? known : await probes.examine())], checks };
    },
    caches,
    async clearCaches() {
      await files.caches.clear();
      return caches();
    },
    verify: () => verifyDataFolder({ db, files }),
  };

  function databaseCheck(): Check {
    const rows = db.all<Record<string, string>>('PRAGMA quick_check(1)');
    const said = rows.flatMap((row) => Object.values(row)).join(' ');
    const sqlite = db.get<{ version: string }>('SELECT sqlite_version() AS version')?.version ?? '';
    return said === 'ok'
      ? check('database', true, `whole; SQLite ${sqlite}`)
      : check('database', false, 'damaged: restore the data folder from a backup');
  }

  async function spaceCheck(): Promise<Check> {
    const { bavail, bsize } = await statfs(files.root);
    const free = bavail * bsize;
    return check(
      'disk',
      free >= comfortableSpace,
      `${(free / 1024 ** 3).toFixed(1)} GiB free in the data folder`,
    );
  }

  /** A network that was lost must not keep the rest of the workstation from being used. */
  async function backboneInfo(): Promise<SystemInfo['backbone']> {
    try {
      const { name, sha256, notice } = await backbone();
      return { name, sha256, notice };
    } catch (error) {
      if (!(error instanceof LapidaryError)) throw error;
      return { name: 'no network', sha256: '', notice: `${error.message} ${error.remedy}` };
    }
  }

  async function backboneCheck(): Promise<Check> {
    try {
      const { folder, name, sha256 } = await backbone();
      await openBackbone(folder);
      return check('backbone', true, `${name}, network ${sha256.slice(0, 12)}…, its weights match its card`);
    } catch (error) {
      if (!(error instanceof LapidaryError)) throw error;
      return check('backbone', false, `${error.message} ${error.remedy}`);
    }
  }
}

function check(name: string, ok: boolean, detail: string): Check {
  return { name, ok, detail };
}
