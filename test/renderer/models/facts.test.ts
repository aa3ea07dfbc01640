import { describe, expect, it } from 'vitest';
import { StatedFacts } from '../../../src-shared/domain/backboneFacts.ts';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import { weightFiles, fromInput } from '../../../src-renderer/workspaces/models/collect.ts';
import {
  colourPresets,
  factForms,
  factOrder,
  factText,
  readEntry,
} from '../../../src-renderer/workspaces/models/facts.ts';
import { entryOf } from '../../../src-renderer/workspaces/models/forms.ts';
import { parametersText } from '../../../src-renderer/workspaces/models/words.ts';

const said = (name: Parameters<typeof readEntry>[0], entry: string) => {
  const read = readEntry(name, entry, 16);
  return 'value' in read ? read.value : read.complaint;
};

describe('what a person states of a network', () => {
  it('has a field for every fact of the contract', () => {
    expect(factOrder.toSorted()).toEqual(Object.keys(StatedFacts.shape).toSorted());
  });

  it.each([
    ['name', ' net ', 'net'],
    ['name', ' ', 'Write something.'],
    ['licence', 'x'.repeat(401), 'At most 400 characters.'],
    ['family', 'dino', 'dino'],
    ['family', 'resnet', 'Choose one of those offered.'],
    ['imageSize', '224', 224],
    ['imageSize', '230', 'A multiple of the patch, 16.'],
    ['imageSize', '22.4', 'A whole number from 8 to 2048.'],
    ['heads', '', 'A number.'],
    ['heads', '65', 'A whole number from 1 to 64.'],
    ['epsilon', '1e-6', 1e-6],
    ['epsilon', '0', 'More than 0, at most 0.01.'],
    ['mean', '0 0.5 1', [0, 0.5, 1]],
    ['mean', '0.5 0.5', 'Three numbers from 0 to 1.'],
    ['mean', '0.5  0.5 x', 'Three numbers from 0 to 1.'],
    ['std', '0 0.5 1', 'Three numbers above 0 to 1.'],
  ] as const)('%s: "%s"', (name, entry, expected) => {
    expect(said(name, entry)).toEqual(expected);
  });

  it('lets nothing through that the contract refuses', () => {
    const entries = [
      '',
      '0',
      '-1',
      '0.001',
      '0.5',
      '8',
      '64',
      '65',
      '2048',
      '2064',
      '0.5 0.5 0.5',
      '0 0 0',
      '2 2 2',
    ];
    const choices = factOrder.flatMap((name) => {
      const form = factForms[name];
      return form.kind === 'choice' ? form.choices.map((one) => one.value) : [];
    });
    let taken = 0;
    for (const name of factOrder) {
      for (const entry of [...entries, ...choices, 'x'.repeat(120), 'x'.repeat(500)]) {
        const read = readEntry(name, entry, 8);
        if (!('value' in read)) continue;
        taken++;
        expect(StatedFacts.safeParse({ [name]: read.value }).success, `${name}: ${entry}`).toBe(true);
      }
    }
    expect(taken).toBeGreaterThan(30);
  });

  it('writes a value as its field reads it', () => {
    expect(said('std', entryOf([0.229, 0.224, 0.225]))).toEqual([0.229, 0.224, 0.225]);
    expect(entryOf(null)).toBe('');
    for (const { mean, std } of colourPresets) {
      expect([typeof said('mean', mean), typeof said('std', std)]).toEqual(['object', 'object']);
    }
    expect([
      factText('mean', [0.48145466, 0.5, 1]),
      factText('crop', 'centre'),
      factText('imageSize', 224),
    ]).toEqual(['0.481455 · 0.5 · 1', 'Largest centred square', '224 × 224 px']);
  });
});

describe('files that are chosen', () => {
  const chosen = (name: string, webkitRelativePath = '') =>
    Object.assign(new File([''], name), { webkitRelativePath });
  const inFolder = (path: string) => chosen(path.split('/').at(-1) ?? '', path);

  it('are those of the top level, without what systems leave behind', () => {
    const files = ['vit/config.json', 'vit/.DS_Store', 'vit/onnx/model.onnx', 'vit/model.safetensors'];
    expect(fromInput(files.map((path) => inFolder(path))).map(({ name }) => name)).toEqual([
      'config.json',
      'model.safetensors',
    ]);
  });

  it('are refused where two have one name', () => {
    expect(() => fromInput(['a.bin', 'a.bin'].map((name) => chosen(name)))).toThrow(LapidaryError);
  });

  it('hold weights or are beside them; of sharded ones the index stands for all', () => {
    const shards = ['model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors'];
    expect(weightFiles(['a.pth', 'B_16.NPZ', 'config.json', 'README.md'])).toEqual(['a.pth', 'B_16.NPZ']);
    expect(weightFiles(shards)).toEqual(shards);
    expect(weightFiles([...shards, 'model.safetensors.index.json', 'config.json'])).toEqual([
      'model.safetensors.index.json',
    ]);
  });
});

it('writes numbers of parameters as papers do', () => {
  expect([33_216, 5_717_000, 21_700_000, 303_000_000, 1_136_000_000].map(parametersText)).toEqual([
    '33 k',
    '5.7 M',
    '22 M',
    '303 M',
    '1136 M',
  ]);
});
