import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { MaskMapping } from '../../src-shared/contract/imports.contract.ts';
import { readMaskImage, upright } from '../../src-main/studies/maskImages.ts';
import type { MaskImage } from '../../src-main/studies/maskImages.ts';
import { mapMask } from '../../src-main/studies/maskMapping.ts';
import { grey, rectangle } from '../support/pictures.ts';
import { palettePng, png } from '../support/pngHeader.ts';

const asShown = (width: number, height: number) => ({
  width,
  height,
  layout: { storedWidth: width, storedHeight: height, orientation: 1 },
});
const read = (bytes: Uint8Array, width: number, height: number): Promise<MaskImage> =>
  readMaskImage(bytes, asShown(width, height));
const options = (masks: MaskMapping | null, singleMaskClass = false) => ({ masks, singleMaskClass });
const values = (meaning: Record<number, string>): MaskMapping => ({
  kind: 'values',
  values: Object.entries(meaning).map(([value, code]) => ({ value: Number(value), code })),
});
const refusal = (image: MaskImage, masks: MaskMapping | null): unknown => {
  try {
    return mapMask(image, options(masks));
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    return `${code}: ${message}`;
  }
};

describe('the values of a mask picture', () => {
  it.each([1, 2, 4, 8] as const)('are the indices of a palette of %i bits', async (bits) => {
    const indices = [0, 1, 1, 0, 2 ** bits - 1, 1, 0, 0, 0, 1];
    const image = await read(palettePng(indices, 5, bits), 5, 2);
    expect([...image.values]).toEqual(indices);
    expect(image.palette?.slice(0, 2)).toEqual(['#ff0007', '#fe0107']);
  });

  it('are the samples of a greyscale picture of 1, 8 and 16 bits', async () => {
    const oneBit = png({ width: 8, height: 1, bitDepth: 1, colorType: 0 }, Buffer.from([0, 0b01100001]));
    const image = await read(oneBit, 8, 1);
    expect([[...image.values], image.full]).toEqual([[0, 1, 1, 0, 0, 0, 0, 1], 1]);
    expect([...(await read(await grey([0, 20, 40, 255], 2).png().toBuffer(), 2, 2)).values]).toEqual([
      0, 20, 40, 255,
    ]);
    const deep = sharp(new Uint16Array([0, 300, 65_535, 7]), { raw: { width: 2, height: 2, channels: 1 } });
    for (const bytes of [
      await deep.clone().toColourspace('grey16').png().toBuffer(),
      await deep.clone().toColourspace('grey16').tiff({ compression: 'lzw' }).toBuffer(),
    ]) {
      expect([...(await read(bytes, 2, 2)).values]).toEqual([0, 300, 65_535, 7]);
    }
  });

  it('are not changed by a colour profile', async () => {
    const tagged = await sharp(Buffer.from([0, 0, 0, 160, 160, 160]), {
      raw: { width: 2, height: 1, channels: 3 },
    })
      .png()
      .toBuffer();
    const profile = await sharp(tagged).withIccProfile('p3', { attach: true }).png().toBuffer();
    const stored = await sharp(profile, { ignoreIcc: true }).raw().toBuffer();
    expect([...(await read(profile, 2, 1)).values]).toEqual([stored[0], stored[3]]);
  });

  it('are taken from RGB where it is grey, and refused where it is colour', async () => {
    const rgb = (pixels: number[]) =>
      sharp(Buffer.from(pixels), { raw: { width: 2, height: 1, channels: 3 } })
        .png()
        .toBuffer();
    expect([...(await read(await rgb([0, 0, 0, 70, 70, 70]), 2, 1)).values]).toEqual([0, 70]);
    await expect(read(await rgb([0, 0, 0, 255, 0, 0]), 2, 1)).rejects.toMatchObject({ code: 'mask-colors' });
    const cmyk = await sharp(await rgb([0, 0, 0, 70, 70, 70]))
      .toColourspace('cmyk')
      .jpeg()
      .toBuffer();
    await expect(read(cmyk, 2, 1)).rejects.toMatchObject({ code: 'mask-colors' });
  });

  it('are 0 where the mask is transparent; where only transparency varies, it is the mask', async () => {
    const rgba = (pixels: number[]) =>
      sharp(Buffer.from(pixels), { raw: { width: 2, height: 1, channels: 4 } })
        .png()
        .toBuffer();
    expect([...(await read(await rgba([9, 9, 9, 255, 7, 7, 7, 0]), 2, 1)).values]).toEqual([9, 0]);
    expect([...(await read(await rgba([0, 0, 0, 255, 0, 0, 0, 0]), 2, 1)).values]).toEqual([255, 0]);
    expect([...(await read(await rgba([9, 9, 9, 255, 9, 9, 9, 255]), 2, 1)).values]).toEqual([9, 9]);
  });
});

describe('the orientation of a mask', () => {
  it.each([2, 3, 4, 5, 6, 7, 8])('%i is applied as it is to pictures', async (orientation) => {
    const stored = Array.from({ length: 6 }, (_, i) => i * 40);
    const tagged = await grey(stored, 3).withMetadata({ orientation }).png().toBuffer();
    const shown = await sharp(tagged)
      .autoOrient()
      .toColourspace('b-w')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height } = shown.info;
    expect([...(await read(tagged, width, height)).values]).toEqual([...shown.data]);
    expect([...upright(Uint16Array.from(stored), 3, 2, orientation)]).toEqual([...shown.data]);
  });

  it('is its picture’s where it was drawn on the picture as stored', async () => {
    const frame = { width: 2, height: 3, layout: { storedWidth: 3, storedHeight: 2, orientation: 6 } };
    const drawnOnStored = await grey([1, 2, 3, 4, 5, 6], 3).png().toBuffer();
    expect([...(await readMaskImage(drawnOnStored, frame)).values]).toEqual([4, 1, 5, 2, 6, 3]);
    const drawnOnShown = await grey([1, 2, 3, 4, 5, 6], 2).png().toBuffer();
    expect([...(await readMaskImage(drawnOnShown, frame)).values]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('does not make a mask of another size fit', async () => {
    await expect(read(await rectangle(255, 32, 48).png().toBuffer(), 48, 32)).rejects.toMatchObject({
      code: 'mask-size',
      message: expect.stringContaining('32×48') as string,
    });
    const huge = png({ width: 40_000, height: 40_000, bitDepth: 8, colorType: 0 }, Buffer.alloc(100));
    await expect(read(huge, 40_000, 40_000)).rejects.toMatchObject({ code: 'image-too-large' });
    await expect(read(Buffer.from('hello'), 1, 1)).rejects.toMatchObject({ code: 'not-an-image' });
  });
});

describe('what values mean', () => {
  const image = (numbers: number[], more: Partial<MaskImage> = {}): MaskImage => ({
    width: numbers.length,
    height: 1,
    values: Uint16Array.from(numbers),
    full: 255,
    palette: null,
    isLossy: false,
    ...more,
  });

  it('is told by a mapping: one segment for each value, also where two share a class', () => {
    const mapped = mapMask(
      image([0, 160, 70, 20, 0]),
      options(values({ 0: 'background', 20: 'tool', 70: 'tool', 160: 'shaft' })),
    );
    expect([...mapped.labels]).toEqual([0, 3, 2, 1, 0]);
    expect([...mapped.classes]).toEqual([
      [1, 'tool'],
      [2, 'tool'],
      [3, 'shaft'],
    ]);
    expect(mapped.codes).toEqual(['tool', 'shaft']);
  });

  it('is told by a threshold', () => {
    const mapped = mapMask(
      image([0, 3, 126, 127, 255]),
      options({ kind: 'threshold', threshold: 127, code: 'polyp' }),
    );
    expect([[...mapped.labels], [...mapped.classes]]).toEqual([[0, 0, 0, 1, 1], [[1, 'polyp']]]);
  });

  it('goes without saying for two values, one value, and a palette', () => {
    const plain = options(null);
    expect([...mapMask(image([5, 9, 5]), plain).labels]).toEqual([0, 1, 0]);
    expect([...mapMask(image([0, 0]), plain).labels]).toEqual([0, 0]);
    expect([...mapMask(image([255, 255]), plain).labels]).toEqual([1, 1]);
    const palette = mapMask(
      image([0, 2, 7], { palette: Array.from({ length: 8 }, (_, i) => `#00000${i}`) }),
      plain,
    );
    expect([...palette.classes.values()]).toEqual(['index-2', 'index-7']);
    expect(palette.colors.get('index-7')).toBe('#000007');
  });

  it('takes 255 for the 1 of a 1-bit mask', () => {
    const bits = image([0, 1], { full: 1 });
    expect([...mapMask(bits, options(values({ 0: 'background', 255: 'stone' }))).labels]).toEqual([0, 1]);
    expect([...mapMask(bits, options(values({ 0: 'background', 1: 'stone' }))).labels]).toEqual([0, 1]);
  });

  it('is one region where the prompt must not tell more', () => {
    const one = mapMask(image([0, 20, 40]), options(values({ 0: 'background', 20: 'a', 40: 'b' }), true));
    expect([[...one.labels], [...one.classes], one.codes]).toEqual([[0, 1, 1], [[1, 'region']], ['region']]);
  });

  it('is asked for where it cannot be known, naming the values found', () => {
    expect(refusal(image([0, 20, 40]), null)).toContain('0, 20, 40');
    expect(refusal(image([0, 20, 40, 93]), values({ 0: 'background', 20: 'a' }))).toContain('for: 40, 93.');
    expect(refusal(image([0, 20, 40, 93]), values({ 0: 'background', 20: 'a' }))).toMatch(/^mask-values/);
    const many = refusal(image(Array.from({ length: 256 }, (_, i) => i)), null);
    expect(many).toContain('and 244 more');
    const deep = image(Array.from({ length: 300 }, (_, i) => i));
    const named = values(
      Object.fromEntries(Array.from({ length: 300 }, (_, i) => [i, i === 0 ? 'background' : 'a'])),
    );
    expect(refusal(deep, named)).toContain('255');
  });

  it('is not guessed for masks that went through JPEG', async () => {
    const blurred = await rectangle(255).jpeg({ quality: 50 }).toBuffer();
    const lossy = await read(blurred, 48, 32);
    try {
      mapMask(lossy, options(null));
      expect.unreachable('values blurred by JPEG were taken for classes');
    } catch (error) {
      expect(error).toMatchObject({
        code: 'mask-values',
        remedy: expect.stringContaining('--mask-threshold') as string,
      });
    }
    const mapped = mapMask(lossy, options({ kind: 'threshold', threshold: 128, code: 'region' }));
    expect(mapped.labels.filter((label) => label === 1)).toHaveLength(24 * 16);
  });
});
