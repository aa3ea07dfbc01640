import { execFile } from 'node:child_process';
import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { LapidaryError } from '../../src-shared/domain/errors.ts';

/** A mounted file system: where, and of which type, as the system names it. */
export interface Mount {
  readonly at: string;
  readonly type: string;
}

/** File systems that are reached over a network: SQLite's locks and syncs cannot be relied on there. */
const networkTypes = new Set([
  'nfs',
  'nfs4',
  'cifs',
  'smb',
  'smb2',
  'smb3',
  'smbfs',
  'afpfs',
  'afs',
  'ncpfs',
  'webdav',
  'davfs',
  'ceph',
  'glusterfs',
  'lustre',
  'gpfs',
  'beegfs',
  'fuse.sshfs',
  'fuse.rclone',
  'fuse.davfs2',
  'fuse.davfs',
  'fuse.curlftpfs',
  'fuse.s3fs',
  'fuse.gcsfuse',
  'fuse.glusterfs',
  'fuse.gvfsd-fuse',
  'fuse.google-drive-ocamlfuse',
  'fuse.onedriver',
]);

/** Folder names under which synchronisation services keep what they copy elsewhere. */
const cloudFolders: readonly (readonly [RegExp, string])[] = [
  [/^dropbox( \(.*\))?$/i, 'Dropbox'],
  [/^onedrive( ?- ?.+)?$/i, 'OneDrive'],
  [/^(icloud ?drive|mobile documents|com~apple~clouddocs)$/i, 'iCloud Drive'],
  [/^(google ?drive(-.+)?|googledrive.*|my drive)$/i, 'Google Drive'],
  [/^(nextcloud|owncloud)\d*$/i, 'Nextcloud'],
  [/^pcloud ?drive$/i, 'pCloud'],
  // As these services spell it: people have accounts called "box".
  [/^MEGA(sync)?( Downloads)?$/, 'MEGA'],
  [/^Box( Sync|-Box)?$/, 'Box'],
  [/^(seafile|seadrive)$/i, 'Seafile'],
  [/^synologydrive$/i, 'Synology Drive'],
  [/^yandex\.disk$/i, 'Yandex.Disk'],
  [/^(tresorit|tresors)$/i, 'Tresorit'],
  [/^cloudstorage$/i, 'a cloud storage service'],
];

/** Files by which a synchronisation service marks a folder as its own, whatever the folder is called. */
const cloudMarks: readonly (readonly [string, string])[] = [
  ['.dropbox', 'Dropbox'],
  ['.stfolder', 'Syncthing'],
  ['.owncloudsync.log', 'Nextcloud'],
  ['.nextcloudsync.log', 'Nextcloud'],
  ['.tmp.drivedownload', 'Google Drive'],
];

/**
 * Refuses a place where a database cannot be safe: another machine's disk, or a folder that a service copies to other
 * machines while it is written to.
 * @param folder an absolute path; it need not exist yet
 * @throws LapidaryError `data-folder-on-network`, `data-folder-in-cloud`
 */
export async function refuseUnsafePlace(
  folder: string,
  mounts: () => Promise<readonly Mount[]> = systemMounts,
): Promise<void> {
  const real = await realPlace(folder);
  if (/^(\\\\|\/\/)/.test(real)) throw onNetwork('a shared folder of another computer');
  const mount = holding(await mounts(), real);
  if (mount && networkTypes.has(mount.type.toLowerCase())) {
    throw onNetwork(`a network file system (${mount.type})`);
  }
  for (const part of real.split(/[\\/]/)) {
    for (const [pattern, service] of cloudFolders) if (pattern.test(part)) throw inCloud(service);
  }
  for (let place = real; ; place = path.dirname(place)) {
    for (const [mark, service] of cloudMarks) {
      if (await exists(path.join(place, mark))) throw inCloud(service);
    }
    if (path.dirname(place) === place) break;
  }
}

/** The folder with every symbolic link on its way resolved, where its end does not exist yet. */
async function realPlace(folder: string): Promise<string> {
  const missing: string[] = [];
  for (let place = folder; ; place = path.dirname(place)) {
    try {
      return path.join(await realpath(place), ...missing);
    } catch {
      if (path.dirname(place) === place) return folder;
      missing.unshift(path.basename(place));
    }
  }
}

function holding(mounts: readonly Mount[], folder: string): Mount | undefined {
  let found: Mount | undefined;
  for (const mount of mounts) {
    const inside =
      folder === mount.at || folder.startsWith(mount.at.endsWith('/') ? mount.at : `${mount.at}/`);
    // Of two mounts at one place the later covers the earlier.
    if (inside && mount.at.length >= (found?.at.length ?? 0)) found = mount;
  }
  return found;
}

async function systemMounts(): Promise<readonly Mount[]> {
  try {
    if (process.platform === 'linux') return parseProcMounts(await readFile('/proc/self/mounts', 'utf8'));
    if (process.platform === 'darwin') {
      return parseMacMounts((await promisify(execFile)('/sbin/mount', [], { timeout: 5000 })).stdout);
    }
  } catch {
    // A system that does not tell: the folder's name alone decides.
  }
  return [];
}

/** proc_pid_mounts(5): device, mount point and type, blanks written as \040. */
export function parseProcMounts(text: string): Mount[] {
  return text.split('\n').flatMap((line) => {
    const [, at, type] = line.split(' ');
    if (at === undefined || type === undefined) return [];
    const plain = at.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
    return [{ at: plain, type }];
  });
}

/** `mount` on macOS: "//user@server/share on /Volumes/share (smbfs, nodev, …)". */
export function parseMacMounts(text: string): Mount[] {
  return text.split('\n').flatMap((line) => {
    const match = / on (\/.*) \(([a-z0-9]+)[,)]/.exec(line);
    return match?.[1] && match[2] ? [{ at: match[1], type: match[2] }] : [];
  });
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch {
    return false;
  }
}

function onNetwork(what: string): LapidaryError {
  return new LapidaryError(
    'data-folder-on-network',
    `The data folder lies on ${what}. A database can lose entries there when the connection drops.`,
    'Choose a folder on a disk of this computer. To work from several rooms, open the workstation of one computer from the others.',
  );
}

function inCloud(service: string): LapidaryError {
  return new LapidaryError(
    'data-folder-in-cloud',
    `The data folder lies in a folder that ${service} copies to other computers. That would send patients' pictures out of the house and can damage the database.`,
    'Choose a folder that no service synchronises, on a disk of this computer.',
  );
}
