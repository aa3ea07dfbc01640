import { stat } from 'node:fs/promises';
import path from 'node:path';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import type { MaskModelCard, MaskModelFile } from '../../../src-shared/domain/maskModelCard.ts';
import type { ForeignSession, SessionOptions } from '../../compute/runtime.ts';
import { openByteSource } from '../../networks/checkpoints/byteSource.ts';
import { attachDataFolder } from '../../storage/openDataFolder.ts';
import { digestOf } from '../../backbones/inspection.ts';
import type { ModelPlace } from './messages.ts';

/** A model with its sessions. */
export interface OpenModel {
  readonly options: SessionOptions;
  readonly card: MaskModelCard;
  /** Null: the decoder, or the one model there is, does all. */
  readonly encoder: ForeignSession | null;
  readonly main: ForeignSession;
}

export type OpenSession = (file: string, options: SessionOptions) => Promise<ForeignSession>;

/** The models of others that a process has open, shared by its tasks. */
export interface OpenModels {
  /**
   * Works with a model, which is opened unless it is one of those used last. One that failed is opened anew the next
   * time.
   * @throws LapidaryError `mask-model-missing`, `mask-model-damaged`, `model-failed`
   */
  use<T>(place: ModelPlace, options: SessionOptions, work: (model: OpenModel) => Promise<T>): Promise<T>;
}

/** A model of clicks and one of whole frames; each may hold gigabytes. */
const kept = 2;

interface Held {
  readonly loading: Promise<OpenModel>;
  users: number;
}

/** @param open opens a session; a test may count */
export function createOpenModels(open: OpenSession): OpenModels {
  // The one used last is the last.
  const held = new Map<string, Held>();

  const drop = (key: string, one: Held): void => {
    if (held.get(key) === one) held.delete(key);
    if (one.users === 0) release(one.loading);
  };

  return {
    async use(place, options, work) {
      const key = JSON.stringify([place.dataDir, place.sha256, options]);
      const one = held.get(key) ?? { loading: load(place, options, open), users: 0 };
      held.delete(key);
      held.set(key, one);
      one.users += 1;
      for (const [oldest, other] of held) {
        if (held.size <= kept) break;
        drop(oldest, other);
      }
      try {
        return await work(await one.loading);
      } catch (error) {
        if (!isHarmless(error) && held.get(key) === one) held.delete(key);
        throw error;
      } finally {
        one.users -= 1;
        if (held.get(key) !== one && one.users === 0) release(one.loading);
      }
    },
  };
}

/** Says nothing about the model. */
const harmless: ReadonlySet<string> = new Set([
  'cancelled',
  'proposal-empty',
  'box-not-understood',
  'frame-unreadable',
  'file-missing',
  'file-damaged',
]);

function isHarmless(error: unknown): boolean {
  return error instanceof LapidaryError && harmless.has(error.code);
}

function release(loading: Promise<OpenModel>): void {
  loading.then(releaseModel, () => undefined).catch(() => undefined);
}

export async function releaseModel({ encoder, main }: OpenModel): Promise<void> {
  await encoder?.release();
  await main.release();
}

async function load({ dataDir, sha256, card }: ModelPlace, options: SessionOptions, open: OpenSession) {
  const files = attachDataFolder(dataDir);
  const folder = files.models.folder(sha256);
  for (const file of card.files) await assertWhole(folder, file);
  return openModel(folder, card, options, open);
}

/** @param folder holds the files of the card, which are not checked any more */
export async function openModel(
  folder: string,
  card: MaskModelCard,
  options: SessionOptions,
  open: OpenSession,
): Promise<OpenModel> {
  const placeOf = (role: MaskModelFile['role']): string | undefined => {
    const found = card.files.find((file) => file.role === role);
    return found && path.join(folder, found.stored);
  };
  const [encoderFile, mainFile] = [placeOf('encoder'), placeOf('decoder') ?? placeOf('model')];
  if (mainFile === undefined) throw damaged('its card names no model');
  const encoder = encoderFile === undefined ? null : await open(encoderFile, options);
  try {
    return { options, card, encoder, main: await open(mainFile, options) };
  } catch (error) {
    await encoder?.release();
    throw error;
  }
}

/** Every byte against its hash, since a file that has changed would answer something. */
async function assertWhole(folder: string, { stored, bytes, sha256 }: MaskModelFile): Promise<void> {
  const file = path.join(folder, stored);
  const size = await stat(file).then(
    (found) => found.size,
    () => undefined,
  );
  if (size === undefined) {
    throw new LapidaryError(
      'mask-model-missing',
      'The files of this model are gone from the data folder.',
      'Remove the model and import its files again.',
    );
  }
  if (size !== bytes) throw damaged('a file of it has another size');
  await using source = await openByteSource(file);
  if ((await digestOf(source)) !== sha256) throw damaged('a file of it has changed');
}

function damaged(reason: string): LapidaryError {
  return new LapidaryError(
    'mask-model-damaged',
    `A model cannot be used: ${reason}.`,
    'Remove the model and import its files again.',
  );
}
