import { limits, type ByteSource, type Checkpoint } from './checkpoint.ts';
import { pickledCheckpoint } from './pickledCheckpoint.ts';
import { quoted } from './quoted.ts';
import { damaged, unsupported } from './refusals.ts';
import type { StorageBytes } from './stridedBytes.ts';
import { torchNames } from './torchObjects.ts';
import { unpickle } from './unpickler.ts';
import { readZip, type ZipArchive, type ZipEntry } from './zip.ts';

/**
 * What torch.save writes since PyTorch 1.6 (caffe2/serialize/inline_container.h): a zip with one folder of any name,
 * in which `data.pkl` is a pickle and `data/<key>` the values of each storage. TorchScript archives are the same with
 * code beside it, which is left unread.
 */

const pickleName = 'data.pkl';
/** kMaxSupportedFileFormatVersion of PyTorch 2.15. */
const newestVersion = 10;
const shortText = 64;

/** Whether a zip is a PyTorch checkpoint, rather than one of NumPy arrays, say. */
export function zipHoldsPickle(archive: ZipArchive): boolean {
  return [...archive.entries.keys()].some(isPickleName);
}

/**
 * @param source disposed of with the checkpoint; stays the caller's where this throws
 * @throws LapidaryError `checkpoint-damaged`, `checkpoint-unsupported`, `checkpoint-too-large`
 */
export async function openPytorchZip(source: ByteSource): Promise<Checkpoint> {
  const { entries } = await readZip(source);
  const folder = folderOfPickle(entries);
  const byteOrder = (await shortEntry(entries.get(`${folder}byteorder`))) ?? 'little';
  if (byteOrder !== 'little') {
    throw unsupported(
      `its values are ${quoted(byteOrder)}-endian`,
      'Load it in PyTorch on an ordinary machine and save it again there.',
    );
  }
  const version = (await shortEntry(entries.get(`${folder}version`))) ?? '1';
  if (!/^\d{1,4}$/.test(version)) throw damaged(`its version is ${quoted(version)}`);
  if (Number(version) > newestVersion) {
    throw unsupported(`it has version ${version} of PyTorch's format`, 'Save its weights as safetensors.');
  }
  const pickle = await entries.get(`${folder}${pickleName}`)?.whole(limits.headerBytes);
  if (pickle === undefined) throw damaged('its archive holds no pickle');
  const isProgram =
    entries.has(`${folder}constants.pkl`) ||
    [...entries.keys()].some((name) => name.startsWith(`${folder}code/`));
  return pickledCheckpoint({
    format: 'pytorch-zip',
    source,
    unpickled: unpickle(pickle, 0, torchNames),
    storageOf: (key) => storageIn(entries.get(`${folder}data/${key}`)),
    notes: isProgram ? ['This is a TorchScript program: its weights were read, its code was not.'] : [],
  });
}

function isPickleName(name: string): boolean {
  return name === pickleName || name.endsWith(`/${pickleName}`);
}

/** With its slash. The pickle that lies highest, since an archive may have been packed with the folders around it. */
function folderOfPickle(entries: ZipArchive['entries']): string {
  const depth = (name: string): number => name.split('/').length;
  const names = [...entries.keys()].filter(isPickleName).sort((a, b) => depth(a) - depth(b));
  const [first, second] = names;
  if (first === undefined) {
    throw unsupported(
      'it is an archive without a PyTorch pickle',
      'Unpack it and choose the checkpoint in it.',
    );
  }
  if (second !== undefined && depth(second) === depth(first)) {
    throw unsupported(
      `its archive holds several checkpoints, ${quoted(first)} and ${quoted(second)}`,
      'Unpack it and choose one of them.',
    );
  }
  return first.slice(0, -pickleName.length);
}

async function shortEntry(entry: ZipEntry | undefined): Promise<string | undefined> {
  if (entry === undefined) return undefined;
  return new TextDecoder('latin1').decode(await entry.whole(shortText)).trim();
}

function storageIn(entry: ZipEntry | undefined): StorageBytes | undefined {
  if (entry === undefined) return undefined;
  const { size } = entry;
  if (!entry.stored) return { size, bytes: () => entry.bytes() };
  return { size, bytes: () => entry.bytes(), read: (offset, length) => entry.read(offset, length) };
}
