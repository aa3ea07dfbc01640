import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { createRandom } from '../../src-shared/domain/random.ts';
import type { Runtime } from '../compute/runtime.ts';
import { writeModel } from '../graph/onnx.ts';
import { add, input, slice } from '../graph/ops.ts';
import { openBackbone, type Backbone, type DerivedPlace, type WeightsForm } from '../networks/backbone.ts';
import { headFeatures, headRows, shownShares } from '../networks/methods/view.ts';
import { normaliseImage, toPatches } from '../networks/preprocess.ts';
import { createRewrittenVit } from '../networks/rewrite.ts';
import { cellsOf, createTensorSource, createVit, patchLength } from '../networks/vit.ts';

/** Between the network as it was imported and the form in which it is run: float32 rounding of deep networks. */
const tolerance = 1e-3;
/** Of the features of two pictures: above it they are the same answer. */
const alike = 0.999999;

/**
 * Lets a network answer two pictures, as it was imported and in the form in which it is run, and reads all of its
 * bytes on the way.
 * @param derived where the form stays in which it is run
 * @returns what it found, in words
 * @throws LapidaryError `backbone-self-test` for a network that answers nonsense, or every picture alike
 */
export async function testNetwork(folder: string, derived: DerivedPlace, runtime: Runtime): Promise<string> {
  const backbone = await openBackbone(folder, derived);
  const pictures = [picture(backbone, 1), picture(backbone, 2)];
  const plain = await featuresOf(backbone, 'plain', runtime, pictures);
  const rewritten = await featuresOf(backbone, 'rewritten', runtime, pictures);
  const values = [...plain.features, ...rewritten.features].flatMap((one) => [...one]);
  if (!values.every(Number.isFinite)) throw failed('its features are not finite numbers');
  const differences = plain.features.map((one, i) => relativeDifference(rewritten.features[i] ?? one, one));
  const difference = Math.max(...differences);
  if (difference > tolerance) {
    throw failed(
      `its features depend on how they are computed (they differ by ${difference.toExponential(1)})`,
    );
  }
  const [first = new Float32Array(), second = new Float32Array()] = plain.features;
  if (cosine(first, second) > alike) throw failed('it answers two different pictures alike');
  return `Two test pictures gave different features, the same in both forms within ${difference.toExponential(1)}; one took ${Math.round(plain.ms)} ms.`;
}

/** Soft blobs of colour and noise: (3, size, size), normalised. */
function picture({ card }: Backbone, seed: number): Float32Array {
  const { imageSize } = card.architecture;
  const random = createRandom(seed).fork('network test');
  const waves = Array.from(
    { length: 9 },
    () => [random.normal(), random.normal(), 7 * random.uniform()] as const,
  );
  const rgb = new Uint8Array(3 * imageSize ** 2);
  for (let i = 0; i < rgb.length; i++) {
    const pixel = Math.floor(i / 3);
    const x = (pixel % imageSize) / imageSize;
    const y = Math.floor(pixel / imageSize) / imageSize;
    const own = waves.slice(3 * (i % 3), 3 * (i % 3) + 3);
    const value = own.reduce((sum, [u, v, phase]) => sum + Math.sin(7 * (u * x + v * y) + phase), 0);
    rgb[i] = Math.max(0, Math.min(255, 128 + 35 * value + 10 * random.normal()));
  }
  return normaliseImage(rgb, imageSize, card.preprocessing);
}

async function featuresOf(
  backbone: Backbone,
  form: WeightsForm,
  runtime: Runtime,
  pictures: readonly Float32Array[],
): Promise<{ readonly features: Float32Array[]; readonly ms: number }> {
  const config = backbone.card.architecture;
  const { imageSize, patchSize, depth } = config;
  const source = createTensorSource('weight');
  const vit = form === 'plain' ? createVit(config, source) : createRewrittenVit(config, source);
  const cells = cellsOf(config);
  const patches = input('patches', [1, cells, patchLength(config)]);
  const start = vit.sequence(vit.enter(add(vit.embedPatches(patches), vit.positions())));
  const rows = slice(vit.blocks(start, 0, depth), 1, 0, headRows('region', config, cells));
  const shown = () => shownShares(1, 'all', cells, () => patches);
  const feature = headFeatures('both', vit, rows, shown, shown);
  const { folder, locate } = await backbone.weights(form);
  const { bytes } = writeModel({ feature }, locate(source.runs));
  const session = await runtime.open(bytes, folder === undefined ? {} : { weightsFolder: folder });
  try {
    const features: Float32Array[] = [];
    let ms = 0;
    for (const planes of pictures) {
      const started = performance.now();
      const data = toPatches(planes, 3, imageSize, patchSize);
      const found = await session.run({ patches: { shape: patches.shape, data } });
      ms = performance.now() - started;
      const values = found['feature']?.data;
      if (!(values instanceof Float32Array)) throw new Error('the network gave no feature');
      features.push(values.slice());
    }
    return { features, ms };
  } finally {
    await session.release();
  }
}

function relativeDifference(a: Float32Array, b: Float32Array): number {
  let difference = 0;
  let size = 0;
  b.forEach((value, i) => {
    difference += ((a[i] ?? NaN) - value) ** 2;
    size += value ** 2;
  });
  return Math.sqrt(difference / size);
}

function cosine(a: Float32Array, b: Float32Array): number {
  let product = 0;
  let left = 0;
  let right = 0;
  a.forEach((value, i) => {
    const other = b[i] ?? NaN;
    product += value * other;
    left += value * value;
    right += other * other;
  });
  return product / Math.sqrt(left * right);
}

function failed(reason: string): LapidaryError {
  return new LapidaryError(
    'backbone-self-test',
    `This network was not taken over: ${reason}.`,
    'Check the facts that were stated of it, above all heads, activation and the norms’ epsilon, or fetch the file again.',
  );
}
