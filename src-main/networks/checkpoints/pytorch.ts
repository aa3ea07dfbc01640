import type { ByteSource, Checkpoint } from './checkpoint.ts';
import { openPytorchLegacy } from './pytorchLegacy.ts';
import { openPytorchZip } from './pytorchZip.ts';
import { unsupported } from './refusals.ts';

export { zipHoldsPickle } from './pytorchZip.ts';

/** The containers of PyTorch's formats, by their first bytes; a zip may hold something else. */
export type PytorchContainer = 'zip' | 'pickle' | 'tar';

/** How many bytes of a file `looksLikePytorch` asks for; fewer where the file is shorter. */
export const startBytes = 512;

const zipMagic = [0x50, 0x4b, 0x03, 0x04];
const pickleProtocol = 0x80;
/** The magic number of torch.save as protocols 0 and 1 write it. */
const textMagic = 'L119547037146038801333356L\n';
const tarMagic = { offset: 257, text: 'ustar' };

/** By content: most files named .pth.tar are no tars. @param start the first 512 bytes */
export function looksLikePytorch(start: Uint8Array): PytorchContainer | undefined {
  if (zipMagic.every((byte, i) => start[i] === byte)) return 'zip';
  const [first, protocol = 0xff] = start;
  if (first === pickleProtocol && protocol >= 1 && protocol <= 5) return 'pickle';
  if (textAt(start, 0, textMagic.length) === textMagic) return 'pickle';
  if (textAt(start, tarMagic.offset, tarMagic.text.length) === tarMagic.text) return 'tar';
  return undefined;
}

/**
 * A checkpoint that torch.save wrote, whichever of its formats it has. Nothing in it is run.
 * @param source disposed of with the checkpoint; stays the caller's where this throws
 * @throws LapidaryError `checkpoint-damaged`, `checkpoint-unsupported`, `checkpoint-too-large`
 */
export async function openPytorch(source: ByteSource): Promise<Checkpoint> {
  const start = await source.read(0, Math.min(startBytes, source.size));
  switch (looksLikePytorch(start)) {
    case 'zip':
      return openPytorchZip(source);
    case 'pickle':
      return openPytorchLegacy(source);
    case 'tar':
      throw tarRefusal(start);
    case undefined:
      throw unsupported(
        'it is not a file that torch.save writes',
        'Check that it is the checkpoint itself, not a web page or a pointer that was saved in its place.',
      );
  }
}

/** PyTorch 0.1 wrote tars whose first member is one of these. */
const oldMembers = ['sys_info', 'pickle', 'storages', 'tensors'];

function tarRefusal(start: Uint8Array): Error {
  const member = textAt(start, 0, 100).replace(/\0.*$/s, '').replace(/^\.\//, '');
  return oldMembers.includes(member)
    ? unsupported(
        'it is a tar of PyTorch 0.1',
        'Load it once with a newer PyTorch (torch.load with weights_only=False reads it; only do so with a file you trust) and save it again.',
      )
    : unsupported('it is a tar of files', 'Unpack it and choose the checkpoint in it.');
}

function textAt(bytes: Uint8Array, offset: number, length: number): string {
  return new TextDecoder('latin1').decode(bytes.subarray(offset, offset + length));
}
