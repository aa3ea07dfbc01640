import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BackboneName } from '../../src-shared/contract/experiments.contract.ts';
import type { Sha256 } from '../../src-shared/domain/ids.ts';
import { createRandom } from '../../src-shared/domain/random.ts';
import { sizeOf } from '../graph/ir.ts';
import { openBackbone, packBackbone } from '../networks/backbone.ts';
import type { BackboneCard } from '../networks/backboneCard.ts';
import type { FloatTensor } from '../networks/safetensors.ts';
import { vitTensors } from '../networks/vit.ts';
import { findShippedHead } from '../segmentation/shippedHead.ts';
import type { DataFolder } from '../storage/dataFolder.ts';
import type { Backbones } from '../backbones/installed.ts';
import { preprocessingHash } from '../backbones/preprocessingHash.ts';

/** A network that an experiment runs on. */
export interface ExperimentNetwork {
  readonly folder: string;
  /** For rows. */
  readonly name: string;
  readonly sha256: Sha256;
  readonly preprocessing: Sha256;
  readonly card: BackboneCard;
  /** The shipped segmentation head, where it reads this network's tokens. */
  readonly head: { readonly path: string; readonly sha256: Sha256 } | null;
}

/** @throws LapidaryError `backbone-missing`, `backbone-damaged`, and what the disk throws */
export async function experimentNetwork(
  name: BackboneName,
  {
    backbones,
    files,
    modelsDir,
  }: {
    readonly backbones: Backbones;
    readonly files: Pick<DataFolder, 'derived'>;
    readonly modelsDir: string;
  },
): Promise<ExperimentNetwork> {
  const { folder: shipped, name: title, sha256, preprocessing, card } = await backbones.shipped();
  if (name === 'shipped') {
    const found = await findShippedHead(modelsDir);
    const head = found?.card.backbone.sha256 === sha256 ? { path: found.path, sha256: found.sha256 } : null;
    return { folder: shipped, name: title, sha256, preprocessing, card, head };
  }
  const folder = await files.derived.folder(`random-control-1-${card.networkHash}`, async (temporary) => {
    const control = randomControl(card);
    for (const [file, bytes] of packBackbone(control.card, control.tensors)) {
      await writeFile(path.join(temporary, file), bytes);
    }
  });
  const random = (await openBackbone(folder)).card;
  return {
    folder,
    name: `${random.name} ${random.version}`,
    sha256: random.networkHash,
    preprocessing: preprocessingHash(random),
    card: random,
    head: null,
  };
}

/**
 * The same architecture before any training: what a comparison on it shows is the work of the pixels, the mask and the
 * method, and of nothing that the network has learned. Matrices are Glorot normal, norms the identity, biases zero.
 */
function randomControl({ architecture, preprocessing, name }: BackboneCard) {
  const random = createRandom(1).fork('random control');
  const tensors = new Map<string, FloatTensor>();
  for (const [tensor, shape] of vitTensors(architecture)) {
    const data = new Float32Array(sizeOf(shape));
    const [rows = 1, ...rest] = shape;
    const columns = rest.reduce((product, extent) => product * extent, 1);
    if (tensor.includes('norm')) data.fill(tensor.endsWith('.weight') ? 1 : 0);
    else if (!tensor.endsWith('.bias')) {
      const spread = tensor.endsWith('.weight') ? Math.sqrt(2 / (rows + columns)) : 0.02;
      for (let i = 0; i < data.length; i++) data[i] = spread * random.normal();
    }
    tensors.set(tensor, { shape, data });
  }
  const card = {
    name: `${name}, random weights`,
    version: '1',
    architecture,
    preprocessing,
    pretraining: { kind: 'supervised' as const, data: 'none', procedure: 'none: a control' },
    licence: 'Apache-2.0',
    origin: 'random numbers',
    intendedUse: 'a control in experiments',
    figures: [],
  };
  return { card, tensors };
}
