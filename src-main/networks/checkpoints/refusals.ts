import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import { quoted } from './quoted.ts';

/** A file that is not what its format says. @param reason completes "…cannot be read: " */
export function damaged(reason: string, options?: ErrorOptions): LapidaryError {
  return new LapidaryError(
    'checkpoint-damaged',
    `This checkpoint cannot be read: ${reason}.`,
    'Fetch the file again from where it came from and compare its checksum.',
    options,
  );
}

/** A sound file of a kind that is not read. @param remedy what to do instead */
export function unsupported(reason: string, remedy: string, options?: ErrorOptions): LapidaryError {
  return new LapidaryError(
    'checkpoint-unsupported',
    `This checkpoint is not read here: ${reason}.`,
    remedy,
    options,
  );
}

/** A file that claims more than is allocated for any file. */
export function tooLarge(reason: string): LapidaryError {
  return new LapidaryError(
    'checkpoint-too-large',
    `This checkpoint is not read: ${reason}.`,
    'A sound checkpoint does not claim this much. Fetch it again from where it came from, or save its weights as safetensors.',
  );
}

/** A part that the file names and that is not beside it. */
export function missingPart(name: string): LapidaryError {
  return new LapidaryError(
    'checkpoint-incomplete',
    `The checkpoint is spread over several files, and ${quoted(name)} is not among them.`,
    'Choose all of its files together: the index and every part that it names.',
  );
}
