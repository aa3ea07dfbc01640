import { describe, expect, it, vi } from 'vitest';
import type { MaskModelProposal } from '../../../src-shared/contract/maskModels.contract.ts';
import { StatedMaskModel } from '../../../src-shared/domain/maskModelCard.ts';
import type { ClassId, SchemaId } from '../../../src-shared/domain/ids.ts';
import { readForm } from '../../../src-renderer/workspaces/models/forms.ts';
import { MaskBringing } from '../../../src-renderer/workspaces/models/masks/maskBringing.svelte.ts';
import {
  confidenceText,
  maskFactForms,
  maskFactOrder,
  normalisationPresets,
  normalisationText,
  portText,
} from '../../../src-renderer/workspaces/models/masks/maskFacts.ts';
import type { PlainFactName } from '../../../src-renderer/workspaces/models/masks/maskFacts.ts';

const schema = 'schema' as SchemaId;
const [stone, tissue] = ['stone', 'tissue'] as unknown as [ClassId, ClassId];
type Stated = Record<string, unknown>;

/** A workstation that knows all of a model but its schema and classes. */
function bench({ meaning = 'logits', channels = 3 } = {}) {
  const asked: Stated[] = [];
  const imported: unknown[] = [];
  const app = {
    client: {
      maskModels: {
        openTray: async () => ({ trayId: 'tray' }),
        closeTray: async () => ({}),
        inspectTray: async ({ stated }: { stated: Stated }): Promise<MaskModelProposal> => {
          asked.push(structuredClone(stated));
          const open = (['schemaId', 'classes'] as const).filter((name) => !(name in stated));
          return {
            facts: [
              { name: 'meaning', value: meaning, source: 'assumed', note: '' },
              { name: 'scale', value: 1 / 255, source: 'assumed', note: '' },
            ],
            open,
            channels,
          } as unknown as MaskModelProposal;
        },
        importTray: async () => ({ jobId: 'job' }),
        imported: async () => ({ sha256: 'aa', name: 'net', alreadyThere: false, selfTest: 'fine' }),
      },
    },
    media: { putWeights: async () => undefined },
    jobs: { get: () => undefined, ended: async () => ({ state: 'done', error: null }), cancel: vi.fn() },
  } as unknown as ConstructorParameters<typeof MaskBringing>[0];
  const bringing = new MaskBringing(app, (one) => imported.push(one));
  return { bringing, asked, imported };
}

async function open(options?: Parameters<typeof bench>[0]) {
  const all = bench(options);
  await all.bringing.bring(() => [{ name: 'net.onnx', file: new File(['x'], 'net.onnx') }]);
  return all;
}

describe('bringing a mask model', () => {
  it('sends no classes until each channel is said, and imports then', async () => {
    const { bringing, asked, imported } = await open();
    expect(bringing.obstacle).toBe('Still to be stated: mask schema, classes.');
    bringing.chooseSchema(schema);
    bringing.chooseClass(0, null);
    bringing.chooseClass(1, stone);
    expect(bringing.obstacle).toBe('Still to be stated: classes.');
    await vi.waitFor(() => expect(bringing.asking).toBe(false));
    expect(asked.at(-1)).toEqual({ schemaId: schema });

    bringing.chooseClass(2, tissue);
    await vi.waitFor(() => expect(bringing.obstacle).toBeNull());
    expect(asked.at(-1)).toEqual({
      schemaId: schema,
      classes: [
        { index: 0, classId: null },
        { index: 1, classId: stone },
        { index: 2, classId: tissue },
      ],
    });
    await bringing.import();
    expect([imported.length, bringing.step.at]).toEqual([1, 'empty']);
  });

  it('takes no classes of another schema along, and no model that finds nothing', async () => {
    const { bringing } = await open({ channels: 2 });
    bringing.chooseSchema(schema);
    bringing.chooseClass(0, null);
    bringing.chooseClass(1, null);
    expect(bringing.obstacle).toBe('To be corrected: classes.');
    expect(bringing.complaint('classes')).toBe('At least one is a class.');
    bringing.fillInOrder([stone, tissue]);
    expect(bringing.rows.map(({ classId }) => classId)).toEqual([null, stone]);
    bringing.chooseSchema('other' as SchemaId);
    expect(bringing.rows.map(({ classId }) => classId)).toEqual([undefined, undefined]);
  });

  it('asks which numbers there are where a map has class numbers', async () => {
    const { bringing, asked } = await open({ meaning: 'indices', channels: 1 });
    expect([bringing.countOpen, bringing.rows]).toEqual([true, []]);
    expect(['7', '255', '255', '-1', '70000', 'x'].map((text) => bringing.addNumber(text) === '')).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
    bringing.chooseSchema(schema);
    bringing.chooseClass(7, stone);
    bringing.chooseClass(255, null);
    await vi.waitFor(() => expect(bringing.obstacle).toBeNull());
    expect(asked.at(-1)?.['classes']).toEqual([
      { index: 7, classId: stone },
      { index: 255, classId: null },
    ]);
    bringing.removeNumber(255);
    expect(bringing.rows.map(({ index }) => index)).toEqual([7]);
  });

  it('shows a factor as people write it, and reads it back to the bit', async () => {
    const { bringing, asked } = await open();
    const scale = { name: 'scale', value: 1 / 255 } as const;
    expect(bringing.entry(scale)).toBe('1/255');
    bringing.state('scale', '1/255');
    await vi.waitFor(() => expect(asked.at(-1)).toEqual({ scale: 1 / 255 }));
  });
});

describe('what a person states of a mask model', () => {
  it('has a field for every fact of the contract', () => {
    expect(maskFactOrder.toSorted()).toEqual(Object.keys(StatedMaskModel.shape).toSorted());
  });

  it('lets nothing through that the contract refuses', () => {
    const entries = [
      '',
      '0',
      '1',
      '-1',
      '0.5',
      '8 8',
      '7 8',
      '4097 8',
      '8 8.5',
      '0 0 0',
      '1 1 1',
      '1/255',
      '1/0',
    ];
    let taken = 0;
    for (const name of Object.keys(maskFactForms) as PlainFactName[]) {
      const form = maskFactForms[name];
      const choices = form.kind === 'choice' ? form.choices.map(({ value }) => value) : [];
      for (const entry of [...entries, ...choices, 'x'.repeat(201)]) {
        const read = readForm(form, entry);
        if (!('value' in read)) continue;
        taken++;
        expect(StatedMaskModel.safeParse({ [name]: read.value }).success, `${name}: ${entry}`).toBe(true);
      }
    }
    expect(taken).toBeGreaterThan(30);
  });

  it('offers normalisations that its own fields read', () => {
    for (const { entries } of normalisationPresets) {
      for (const [name, entry] of entries)
        expect(readForm(maskFactForms[name], entry)).toHaveProperty('value');
    }
  });

  it('is told in words', () => {
    expect(portText({ type: 'float32', shape: [1, 3, 'height', ''] })).toBe('float32 [1, 3, height, ?]');
    const picture = { scale: 1 / 255, mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] } as const;
    expect(normalisationText({ ...picture, mean: [...picture.mean], std: [...picture.std] })).toBe(
      '(pixel × 1/255 − (0.5, 0.5, 0.5)) ÷ (0.5, 0.5, 0.5)',
    );
    expect(normalisationText({ scale: 1, mean: [0, 0, 0], std: [1, 1, 1] })).toBe(
      'pixels as they are, 0 to 255',
    );
    const body = { kind: 'segmentation', meaning: 'indices' } as Parameters<typeof confidenceText>[0];
    expect(confidenceText(body)).toMatch(/nothing tells how sure it is/);
  });
});
