import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { folderFiles } from '../../../src-main/networks/checkpoints/byteSource.ts';
import { openCheckpoint } from '../../../src-main/networks/checkpoints/open.ts';
import { digest } from '../../../src-main/networks/checkpoints/values.ts';

/** Files that other projects test their readers with, and networks that people trained. */
const data = path.resolve(
  process.env['LAPIDARY_REAL_DATA'] ?? path.join(import.meta.dirname, '../../../../shared/data'),
  'checkpoints',
);
const list = path.join(data, 'expected.json');

const Expected = z.record(
  z.string(),
  z.object({
    tensors: z.record(
      z.string(),
      z.object({ dtype: z.string(), shape: z.array(z.int()), sha256_contiguous_le: z.string() }),
    ),
  }),
);

describe.skipIf(!existsSync(list))('checkpoints that others made', () => {
  const expected = existsSync(list) ? Expected.parse(JSON.parse(readFileSync(list, 'utf8'))) : {};

  it.each(Object.entries(expected))('%s', async (name, { tensors }) => {
    await using checkpoint = await openCheckpoint(await folderFiles(data), name);
    const found: typeof tensors = {};
    for (const [tensor, value] of checkpoint.tensors) {
      found[tensor] = {
        dtype: value.type,
        // The list has no scalars.
        shape: value.shape.length === 0 ? [1] : [...value.shape],
        sha256_contiguous_le: await digest(value),
      };
    }
    expect(found).toEqual(
      Object.fromEntries(
        Object.entries(tensors).map(([tensor, value]) => [
          tensor,
          {
            dtype: value.dtype.replace(/^[<|]/, ''),
            shape: value.shape.length === 0 ? [1] : value.shape,
            sha256_contiguous_le: value.sha256_contiguous_le,
          },
        ]),
      ),
    );
  });
});
