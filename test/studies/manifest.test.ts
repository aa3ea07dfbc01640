import { describe, expect, it } from 'vitest';
import { parseManifest } from '../../src-main/studies/manifest.ts';
import type { Manifest } from '../../src-main/studies/manifest.ts';

const parse = (text: string): Manifest => parseManifest(Buffer.from(text, 'utf8'));
const images = (text: string): string[] => parse(text).rows.map(({ image }) => image);
const refusal = (bytes: string | Uint8Array): { code: string; message: string } => {
  try {
    parseManifest(Buffer.from(bytes));
  } catch (error) {
    return error as { code: string; message: string };
  }
  return { code: 'read', message: '' };
};

describe('a manifest', () => {
  it('is read with a byte order mark, any line ends, any separator, quotes and blanks', () => {
    const expected = [
      { line: 2, image: 'a, b.png', mask: null, patient: '007', study: null, label: 'IIb', site: null },
      { line: 3, image: 'c "d".png', mask: null, patient: null, study: null, label: null, site: null },
    ];
    expect(
      parse('\ufeffImage,patient, LABEL\r\n"a, b.png",007, IIb \r\n"c ""d"".png",,\r\n\r\n').rows,
    ).toEqual(expected);
    expect(parse('image;patient;label\n"a, b.png";007;IIb\n"c ""d"".png";;').rows).toEqual(expected);
    expect(parse('image\tpatient\tlabel\ra, b.png\t007\tIIb\r"c ""d"".png"\t\t').rows).toEqual(expected);
  });

  it('may leave cells away at the end of a row, but not have more than columns', () => {
    const { rows, unusable } = parse('image,mask,label\na.png\nb.png,m.png,x,y\n,m.png,x\nc.png,,z\n');
    expect(rows.map(({ image, label }) => [image, label])).toEqual([
      ['a.png', null],
      ['c.png', 'z'],
    ]);
    expect(unusable.map(({ line, problem }) => [line, problem.code])).toEqual([
      [3, 'manifest-row'],
      [4, 'manifest-row'],
    ]);
    expect(parse(`image,label\na.png,${'x'.repeat(65)}\n`).unusable[0]?.problem.message).toContain('64');
  });

  it('names the columns it ignores, unless they look like misspelt ones', () => {
    expect(parse('image,operation,age\na.png,OP1,3\n').ignored).toEqual(['operation', 'age']);
    for (const column of [
      'masks',
      'Label_name',
      'patient_id',
      'lable',
      'pateint',
      'mask file',
      'Patient-No',
    ]) {
      const { code, message } = refusal(`image,${column}\na.png,x\n`);
      expect([column, code]).toEqual([column, 'manifest-columns']);
      expect(message).toContain(column);
    }
    // The right column is there too: the other one is just another column.
    expect(images('image,patient,patient_id\na.png,1,2\n')).toEqual(['a.png']);
    expect(images('image,size,stage,table\na.png,1,2,3\n')).toEqual(['a.png']);
  });

  it('is refused as a whole where it cannot be understood', () => {
    expect(refusal('path,label\na.png,x\n')).toMatchObject({ code: 'manifest-columns' });
    expect(refusal('path,label\na.png,x\n').message).toContain('Found: path, label');
    expect(refusal('image,image\na.png,x\n').code).toBe('manifest-columns');
    expect(refusal('').code).toBe('manifest-empty');
    expect(refusal('image,label\n').code).toBe('manifest-empty');
    expect(refusal('image,label\n"a.png,x\nb.png,y\n').code).toBe('manifest-unreadable');
    expect(refusal(Buffer.from('\ufeffimage\na.png\n', 'utf16le')).code).toBe('manifest-encoding');
    expect(refusal(Buffer.from('image\na.png\n', 'utf16le')).code).toBe('manifest-encoding');
    expect(refusal(Buffer.from('image\nM\xfcller.png\n', 'latin1')).code).toBe('manifest-encoding');
    expect(refusal(Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1')).code).toBe('manifest-encoding');
  });
});
