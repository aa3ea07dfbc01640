import type { FamilyId, PretrainingKind } from '../../../src-shared/domain/backboneFacts.ts';
import type { Layout } from './layouts.ts';
import type { Resampling } from './positions.ts';

type Colours = readonly [number, number, number];

export interface Family {
  readonly title: string;
  readonly pretraining?: PretrainingKind;
  /** Of the published weights of the family, where all of them share it. */
  readonly colours?: { readonly mean: Colours; readonly std: Colours };
}

/** Means and deviations of ImageNet's training pictures, as torchvision states them. */
const imageNet = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] } as const;
/** As github.com/openai/CLIP states them; OpenCLIP and BiomedCLIP use the same. */
const clipColours = {
  mean: [0.48145466, 0.4578275, 0.40821073],
  std: [0.26862954, 0.26130258, 0.27577711],
} as const;

export const families: Readonly<Record<FamilyId, Family>> = {
  vit: { title: 'Vision transformer (ViT)' },
  deit: { title: 'DeiT', pretraining: 'supervised', colours: imageNet },
  dino: { title: 'DINO', pretraining: 'self-distilled', colours: imageNet },
  dinov2: { title: 'DINOv2', pretraining: 'self-distilled', colours: imageNet },
  mae: { title: 'Masked autoencoder (MAE)', pretraining: 'masked-autoencoder', colours: imageNet },
  clip: { title: 'CLIP image tower', pretraining: 'contrastive', colours: clipColours },
};

/** Of the layer norms, as the code sets it that a layout's checkpoints are written by. */
export function usualEpsilon(layout: Layout['id'], family: FamilyId): number {
  if (layout === 'clip' || layout === 'huggingface-clip') return 1e-5;
  if (layout === 'huggingface') return family === 'dinov2' ? 1e-6 : 1e-12;
  return 1e-6;
}

/** Networks whose heads are not 64 wide: ViT-H, ViT-g, ViT-G and SO400M of the published sizes. */
const unusualHeads: ReadonlyMap<number, number> = new Map([
  [1280, 16],
  [1408, 16],
  [1664, 16],
  [1152, 16],
]);

/** Heads of the published networks of that width; a state dict does not tell them. */
export function usualHeads(width: number): number | undefined {
  return unusualHeads.get(width) ?? (width % 64 === 0 ? width / 64 : undefined);
}

/**
 * How the code of a family brings its position embedding to another grid: DINO and DINOv2 by their own
 * `interpolate_pos_encoding`, MAE by its `interpolate_pos_embed`, transformers by its own, timm and OpenCLIP by an
 * antialiased cubic. JAX checkpoints are resized linearly, as timm does it when it loads them; the original code does so too,
 * with the corners of the grids on one another.
 */
export function usualResampling(
  layout: Layout['id'],
  family: FamilyId,
  has: { readonly registers: boolean; readonly maskToken: boolean },
): Resampling {
  if (layout === 'huggingface' || layout === 'huggingface-clip') {
    return { kernel: 'cubic', antialias: has.registers && family === 'dinov2', offset: 0 };
  }
  if (layout === 'timm') {
    if (family === 'dino') return { kernel: 'cubic', antialias: false, offset: 0.1 };
    // timm's own DINOv2 files have no mask token, and are resampled by timm.
    if (family === 'dinov2' && has.maskToken && !has.registers) {
      return { kernel: 'cubic', antialias: false, offset: 0.1 };
    }
    if (family === 'mae') return { kernel: 'cubic', antialias: false, offset: 0 };
  }
  if (layout === 'jax') return { kernel: 'linear', antialias: false, offset: 0 };
  return { kernel: 'cubic', antialias: true, offset: 0 };
}
