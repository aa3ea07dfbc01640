import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { openStill } from '../../src-main/studies/stills.ts';
import type { Picture } from '../../src-main/studies/stills.ts';
import { picture, rgbOf } from '../support/pictures.ts';
import { floatTiff, palettePng, png } from '../support/pngHeader.ts';

const first = async (bytes: Uint8Array): Promise<Picture> => (await openStill(bytes)).picture(0);
const pixel = async (bytes: Uint8Array): Promise<number[]> => [...(await rgbOf(bytes)).subarray(0, 3)];

describe('plain pictures stay the very bytes they were', () => {
  it.each([
    ['JPEG', () => picture(1).jpeg()],
    ['progressive JPEG', () => picture(1).jpeg({ progressive: true })],
    ['grey JPEG', () => picture(1).toColourspace('b-w').jpeg()],
    ['JPEG that says it is sRGB', () => picture(1).withIccProfile('srgb').jpeg()],
    ['JPEG that says it is upright', () => picture(1).withMetadata({ orientation: 1 }).jpeg()],
    ['PNG', () => picture(1).png()],
    ['interlaced PNG', () => picture(1).png({ progressive: true })],
  ])('%s', async (_, make) => {
    const bytes = await make().toBuffer();
    expect(await first(bytes)).toMatchObject({ width: 48, height: 32, isFileItself: true, bytes });
  });
});

describe('everything else becomes an upright, opaque, 8 bit sRGB PNG', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('EXIF orientation %i', async (orientation) => {
    const upright = await rgbOf(await picture(5).png().toBuffer());
    // The stored pixels are the upright ones, turned the other way. (Mirroring comes before turning, however written.)
    const turned = {
      1: (image: Sharp) => image,
      2: (image: Sharp) => image.flop(),
      3: (image: Sharp) => image.rotate(180),
      4: (image: Sharp) => image.flip(),
      5: (image: Sharp) => image.flop().rotate(270),
      6: (image: Sharp) => image.rotate(270),
      7: (image: Sharp) => image.flop().rotate(90),
      8: (image: Sharp) => image.rotate(90),
    }[orientation];
    const stored = await (turned ? turned(picture(5)) : picture(5)).png().toBuffer();
    const tagged = await sharp(stored).withMetadata({ orientation }).tiff({ compression: 'lzw' }).toBuffer();
    const shown = await first(tagged);
    expect(shown).toMatchObject({ width: 48, height: 32, mediaType: 'image/png' });
    expect(shown.layout.orientation).toBe(orientation);
    expect((await rgbOf(shown.bytes)).equals(upright)).toBe(true);
    expect((await sharp(shown.bytes).metadata()).orientation).toBeUndefined();
  });

  it('16 bits are scaled to 8', async () => {
    const deep = sharp(new Uint16Array([65_535, 32_896, 257]), { raw: { width: 1, height: 1, channels: 3 } });
    for (const bytes of [
      await deep.clone().toColourspace('rgb16').png().toBuffer(),
      await deep.clone().toColourspace('rgb16').tiff({ compression: 'none' }).toBuffer(),
    ]) {
      expect(await pixel((await first(bytes)).bytes)).toEqual([255, 128, 1]);
    }
    const grey = sharp(new Uint16Array([32_896]), { raw: { width: 1, height: 1, channels: 1 } });
    expect(await pixel((await first(await grey.toColourspace('grey16').png().toBuffer())).bytes)).toEqual([
      128, 128, 128,
    ]);
  });

  it('transparency is laid over black', async () => {
    const clear = sharp(Buffer.from([200, 100, 50, 128]), { raw: { width: 1, height: 1, channels: 4 } });
    expect(await pixel((await first(await clear.png().toBuffer())).bytes)).toEqual([100, 50, 25]);
  });

  it('an embedded profile is brought to sRGB', async () => {
    // The numbers of a Display P3 file mean more saturated colours than the same numbers in sRGB.
    const p3 = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#40a060' } })
      .withIccProfile('p3', { attach: true })
      .png()
      .toBuffer();
    const { icc } = await sharp(p3).metadata();
    expect(icc?.length).toBeGreaterThan(100);
    const asStored = await sharp(p3, { ignoreIcc: true }).raw().toBuffer();
    const shown = await first(p3);
    expect(shown.isFileItself).toBe(false);
    const [r = 0, g = 0, b = 0] = await pixel(shown.bytes);
    expect([...asStored.subarray(0, 3)]).not.toEqual([0x40, 0xa0, 0x60]);
    expect(Math.max(Math.abs(r - 0x40), Math.abs(g - 0xa0), Math.abs(b - 0x60))).toBeLessThanOrEqual(2);
    expect((await sharp(shown.bytes).metadata()).icc).toBeUndefined();
  });

  it('CMYK is brought to sRGB', async () => {
    const cmyk = await picture(3).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer();
    expect((await sharp(cmyk).metadata()).space).toBe('cmyk');
    const shown = await first(cmyk);
    expect(await sharp(shown.bytes).metadata()).toMatchObject({ channels: 3, space: 'srgb', format: 'png' });
    const red = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#c02020' } })
      .toColourspace('cmyk')
      .tiff({ compression: 'none' })
      .toBuffer();
    const [r = 0, g = 0, b = 0] = await pixel((await first(red)).bytes);
    expect(r).toBeGreaterThan(150);
    expect(Math.max(g, b)).toBeLessThan(70);
  });

  it('a palette is spread out, texts and times in the file are left behind', async () => {
    expect(await pixel((await first(palettePng([5, 5, 5, 5], 2))).bytes)).toEqual([250, 5, 7]);
    const talking = png({ width: 1, height: 1, bitDepth: 8, colorType: 2 }, Buffer.from([0, 1, 2, 3]), [
      ['tEXt', Buffer.from('Comment\0Mrs Doe', 'latin1')],
    ]);
    const shown = await first(talking);
    expect(Buffer.from(shown.bytes).includes('Doe')).toBe(false);
    expect(await pixel(shown.bytes)).toEqual([1, 2, 3]);
  });

  it('WebP', async () => {
    const shown = await first(await picture(4).webp({ lossless: true }).toBuffer());
    expect((await rgbOf(shown.bytes)).equals(await rgbOf(await picture(4).png().toBuffer()))).toBe(true);
  });

  it('a TIFF of several pages is as many pictures', async () => {
    const pages = await Promise.all([1, 2, 3].map((seed) => picture(seed).png().toBuffer()));
    const tiff = await sharp(pages, { join: { animated: true } })
      .tiff({ compression: 'lzw' })
      .toBuffer();
    const still = await openStill(tiff);
    expect(still.pages).toBe(3);
    for (const [i, page] of pages.entries()) {
      expect((await rgbOf((await still.picture(i)).bytes)).equals(await rgbOf(page))).toBe(true);
    }
  });
});

describe('what is refused', () => {
  const refusal = async (bytes: Uint8Array): Promise<string> => {
    try {
      await first(bytes);
      return 'read';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it('a header of 40,000×40,000 pixels, before anything is allocated', async () => {
    const before = process.memoryUsage().rss;
    const huge = png({ width: 40_000, height: 40_000, bitDepth: 8, colorType: 2 }, Buffer.alloc(1000));
    await expect(first(huge)).rejects.toMatchObject({
      code: 'image-too-large',
      message: expect.stringContaining('40000×40000') as string,
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
    expect(
      await refusal(png({ width: 70_000, height: 2, bitDepth: 8, colorType: 0 }, Buffer.alloc(10))),
    ).toBe('image-too-large');
  });

  it('files cut short at any point, in every format', async () => {
    const noise = picture(1, 120, 90);
    const whole = {
      jpeg: await noise.clone().jpeg().toBuffer(),
      png: await noise.clone().png().toBuffer(),
      webp: await noise.clone().webp({ lossless: true }).toBuffer(),
      tiff: await noise.clone().tiff({ compression: 'none' }).toBuffer(),
    };
    for (const [format, bytes] of Object.entries(whole)) {
      expect([format, await refusal(bytes)]).toEqual([format, 'read']);
      for (const share of [0.05, 0.3, 0.6, 0.9, 0.98]) {
        const cut = await refusal(bytes.subarray(0, Math.max(40, Math.floor(bytes.length * share))));
        expect([format, share, cut]).toEqual([format, share, 'image-damaged']);
      }
    }
  });

  it('animations, floating point, and what is no picture', async () => {
    const animation = await sharp(await Promise.all([1, 2].map((seed) => picture(seed).png().toBuffer())), {
      join: { animated: true },
    })
      .webp()
      .toBuffer();
    expect(await refusal(animation)).toBe('image-animated');
    expect(await refusal(floatTiff(4, 4))).toBe('image-depth');
    expect(await refusal(Buffer.from('GIF89a'))).toBe('not-an-image');
    expect(await refusal(Buffer.concat([Buffer.alloc(128), Buffer.from('DICM')]))).toBe('not-an-image');
    expect(await refusal(new Uint8Array(0))).toBe('not-an-image');
    expect(await refusal(Buffer.from('\xff\xd8\xff', 'latin1'))).toBe('image-damaged');
  });
});
