import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import type { ImageInput } from '../../../src-shared/domain/maskModelCard.ts';
import { createRandom } from '../../../src-shared/domain/random.ts';
import { classMaps } from './segmentFrame.ts';
import type { OpenModel } from './openModels.ts';
import { tensorOf } from './picture.ts';
import { placementOf } from './placement.ts';
import { decode, embed } from './promptMask.ts';

/**
 * Lets a model answer two pictures of its input's size.
 * @returns what it found, in words
 * @throws LapidaryError `model-failed` where it fails or answers what no mask can be made of
 */
export async function testModel(model: OpenModel): Promise<string> {
  const { body } = model.card;
  const said: string[] = [];
  for (const seed of [1, 2]) {
    const { tensor, placement } = testPicture(body.image, seed);
    const started = performance.now();
    if (body.kind === 'segmentation') {
      const { channels, width, height } = await classMaps(model.main, body, tensor);
      said.push(`a map of ${width}×${height} with ${channels} channels in ${passed(started)} ms`);
      continue;
    }
    const embedding = await embed(model.encoder, body, { tensor });
    const embedded = passed(started);
    const { width, height } = placement.picture;
    const clicked = performance.now();
    const points = [{ x: width / 2, y: height / 2, inside: true }];
    const { masks, scores } = await decode(model.main, body, embedding, { points, box: null }, placement);
    const [maskHeight = 0, maskWidth = 0] = masks.shape.slice(-2);
    if (scores.data.length * maskHeight * maskWidth !== masks.data.length) {
      throw new LapidaryError(
        'model-failed',
        `The model gives ${scores.data.length} scores for masks of the shape [${masks.shape.join(', ')}].`,
        'Bring the encoder and the decoder of one and the same export.',
      );
    }
    said.push(
      `${scores.data.length} masks of ${maskWidth}×${maskHeight} in ${embedded} ms for the picture and ${passed(clicked)} ms for the click`,
    );
  }
  // The first picture also pays for what the runtime sets up.
  return `Two test pictures were answered, the second with ${said[1] ?? ''}.`;
}

function passed(started: number): number {
  return Math.round(performance.now() - started);
}

/** Soft blobs of colour and noise, as large as the input. */
function testPicture(image: ImageInput, seed: number) {
  const { width, height } = image;
  const random = createRandom(seed).fork('mask model test');
  const waves = Array.from(
    { length: 9 },
    () => [random.normal(), random.normal(), 7 * random.uniform()] as const,
  );
  const pixels = new Uint8Array(3 * width * height);
  for (let i = 0; i < pixels.length; i++) {
    const pixel = Math.floor(i / 3);
    const [x, y] = [(pixel % width) / width, Math.floor(pixel / width) / height];
    const own = waves.slice(3 * (i % 3), 3 * (i % 3) + 3);
    const value = own.reduce((sum, [u, v, phase]) => sum + Math.sin(7 * (u * x + v * y) + phase), 0);
    pixels[i] = Math.max(0, Math.min(255, 128 + 35 * value));
  }
  const placement = placementOf(image, { width, height });
  return { tensor: tensorOf(pixels, 3, placement, image), placement };
}
