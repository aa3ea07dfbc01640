import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Sha256 } from '../../src-shared/domain/ids.ts';
import { attachDataFolder, openDataFolder } from '../../src-main/storage/openDataFolder.ts';
import { parseMacMounts, parseProcMounts, refuseUnsafePlace } from '../../src-main/storage/place.ts';
import { readRunningHost } from '../../src-main/storage/runningHost.ts';
import { gather } from '../support/workbench.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const open = (root: string) => openDataFolder(root, { host: 'cli' });
const bytes = (text: string): Uint8Array => Buffer.from(text);

describe('the content store', () => {
  it('gives back what was put, under its hash, once', async () => {
    const files = await open(temporaryFolder());
    const address = await files.frames.put(bytes('abc'));
    expect(address).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(await files.frames.put(bytes('abc'))).toBe(address);
    expect(Buffer.from(await files.frames.get(address)).toString()).toBe('abc');
    expect(await gather(files.frames.list())).toEqual([address]);
    expect(readdirSync(path.join(files.root, 'temporary'))).toEqual([]);
    await files.frames.remove(address);
    await files.frames.remove(address);
    expect(await files.frames.has(address)).toBe(false);
    await expect(files.frames.get(address)).rejects.toMatchObject({ code: 'file-missing' });
  });

  it('notices bytes that have changed, and heals a file that was cut short', async () => {
    const files = await open(temporaryFolder());
    const address = await files.frames.put(bytes('abc'));
    const file = path.join(files.root, 'frames', address.slice(0, 2), address.slice(2));
    writeFileSync(file, 'abd');
    await expect(files.frames.get(address)).rejects.toMatchObject({ code: 'file-damaged' });
    writeFileSync(file, 'ab');
    await files.frames.put(bytes('abc'));
    expect(Buffer.from(await files.frames.get(address)).toString()).toBe('abc');
  });

  it('does not take a path for an address', async () => {
    const files = await open(temporaryFolder());
    await expect(files.frames.get('../../etc/passwd' as Sha256)).rejects.toThrow('sha-256');
  });
});

describe('named files', () => {
  it('are replaced as a whole, under safe names alone', async () => {
    const files = await open(temporaryFolder());
    expect(await files.checkpoints.get('run-1')).toBeUndefined();
    await files.checkpoints.put('run-1', bytes('one'));
    await files.checkpoints.put('run-1', bytes('two'));
    expect(Buffer.from((await files.checkpoints.get('run-1')) ?? []).toString()).toBe('two');
    expect(await files.checkpoints.list()).toEqual(['run-1']);
    for (const name of ['', '..', 'a/b', 'a.b', 'a\\b', 'ä']) {
      expect(() => files.checkpoints.put(name, bytes('x'))).toThrow('unsafe');
    }
  });
});

describe('trays', () => {
  it('keep files under hashed names, so that no name of a person is in a path', async () => {
    const files = await open(temporaryFolder());
    const tray = await files.trays.create();
    const body = async function* (): AsyncGenerator<Uint8Array> {
      yield bytes('one ');
      yield bytes('two');
    };
    await files.trays.put(tray, 'Doe, Jane/Müller.png', body());
    expect(await files.trays.list(tray)).toEqual(['Doe, Jane/Müller.png']);
    expect(Buffer.from(await files.trays.get(tray, 'Doe, Jane/Müller.png')).toString()).toBe('one two');
    expect(readdirSync(path.join(files.root, 'trays', tray)).join()).toMatch(/^[0-9a-f]{64}$/);
    await files.trays.remove(tray);
    expect([await files.trays.exists(tray), await files.trays.all()]).toEqual([false, []]);
  });
});

describe('opening the data folder', () => {
  it('sweeps half-written files and keeps strangers out of it', async () => {
    const root = temporaryFolder();
    await (await open(root)).close();
    writeFileSync(path.join(root, 'temporary', 'half'), 'x');
    const files = await open(root);
    expect(readdirSync(path.join(root, 'temporary'))).toEqual([]);
    expect(files.uncleanShutdown).toBe(false);
    if (process.platform !== 'win32') {
      expect(statSync(path.join(root, 'host.lock')).mode & 0o777).toBe(0o600);
      expect(statSync(path.join(root, 'frames')).mode & 0o777).toBe(0o700);
    }
  });

  it('refuses a second host, and tells the command line where the first is', async () => {
    const root = temporaryFolder();
    const files = await open(root);
    await expect(open(root)).rejects.toMatchObject({ code: 'data-folder-in-use' });
    expect(await readRunningHost(root)).toMatchObject({ pid: process.pid, host: 'cli', door: null });
    const door = { url: 'http://127.0.0.1:1', token: 'secret' };
    await files.publishDoor(door);
    expect(await readRunningHost(root)).toMatchObject({ door });
    await files.close();
    expect(await readRunningHost(root)).toBeUndefined();
    expect(existsSync(path.join(root, 'host.lock'))).toBe(false);
    await (await open(root)).close();
  });

  it('takes over from a host that died, and says so', async () => {
    const root = temporaryFolder();
    await (await open(root)).close();
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    const record = {
      id: '7d0a9d5e-0ad4-4f4a-9d6c-6a1c2d1c9b11',
      pid: dead,
      startTicks: null,
      startedAt: new Date().toISOString(),
      host: 'web',
    };
    const lock = path.join(root, 'host.lock');
    writeFileSync(lock, JSON.stringify(record));
    const files = await open(root);
    expect(files.uncleanShutdown).toBe(true);
    await files.close();

    // A living process that was given the dead one's number: it began at another time, or after the computer did.
    writeFileSync(
      lock,
      JSON.stringify({ ...record, pid: process.ppid, startedAt: '2001-01-01T00:00:00.000Z' }),
    );
    await (await open(root)).close();
    if (process.platform === 'linux') {
      writeFileSync(lock, JSON.stringify({ ...record, pid: process.ppid, startTicks: '1' }));
      await (await open(root)).close();
    }
    writeFileSync(lock, JSON.stringify({ ...record, pid: process.ppid }));
    await expect(open(root)).rejects.toMatchObject({ code: 'data-folder-in-use' });
    expect(readFileSync(lock, 'utf8')).toContain(record.id);
  });

  it('lets compute processes in beside the host', async () => {
    const files = await open(temporaryFolder());
    const address = await files.frames.put(bytes('abc'));
    expect(await attachDataFolder(files.root).frames.has(address)).toBe(true);
  });
});

describe('unsafe places', () => {
  const mounts = async () => [
    { at: '/', type: 'ext4' },
    { at: '/mnt/share', type: 'cifs' },
    { at: '/mnt/share/inner', type: 'ext4' },
    { at: '/home/x/remote', type: 'fuse.sshfs' },
  ];

  it.each([
    ['/mnt/share/lapidary', 'data-folder-on-network'],
    ['/home/x/remote', 'data-folder-on-network'],
    ['/home/x/Dropbox/lapidary', 'data-folder-in-cloud'],
    ['/home/x/OneDrive - Clinic/lapidary', 'data-folder-in-cloud'],
    ['/Users/x/Library/Mobile Documents/lapidary', 'data-folder-in-cloud'],
    ['/Users/x/Library/CloudStorage/GoogleDrive-x/lapidary', 'data-folder-in-cloud'],
    ['/home/x/Nextcloud/lapidary', 'data-folder-in-cloud'],
  ])('%s is refused: %s', async (folder, code) => {
    await expect(refuseUnsafePlace(folder, mounts)).rejects.toMatchObject({ code });
  });

  it.each(['/mnt/share/inner/lapidary', '/mnt/shares/lapidary', '/home/box/lapidary', '/home/x/Dropboxes'])(
    '%s is not',
    async (folder) => {
      await expect(refuseUnsafePlace(folder, mounts)).resolves.toBeUndefined();
    },
  );

  it('are recognised through a symbolic link and by a service’s own mark', async () => {
    const root = temporaryFolder();
    mkdirSync(path.join(root, 'Nextcloud'));
    symlinkSync(path.join(root, 'Nextcloud'), path.join(root, 'plain'));
    await expect(refuseUnsafePlace(path.join(root, 'plain', 'data'))).rejects.toMatchObject({
      code: 'data-folder-in-cloud',
    });
    const marked = temporaryFolder();
    mkdirSync(path.join(marked, '.stfolder'));
    await expect(refuseUnsafePlace(path.join(marked, 'a', 'b'))).rejects.toMatchObject({
      code: 'data-folder-in-cloud',
    });
  });

  it('are read from what the system says', () => {
    expect(parseProcMounts('//s/x /mnt/my\\040share cifs rw 0 0\n')).toEqual([
      { at: '/mnt/my share', type: 'cifs' },
    ]);
    expect(parseMacMounts('//u@s/x on /Volumes/My Share (smbfs, nodev)\n/dev/d on / (apfs, local)')).toEqual([
      { at: '/Volumes/My Share', type: 'smbfs' },
      { at: '/', type: 'apfs' },
    ]);
  });
});
