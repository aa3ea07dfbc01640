import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src-shared/domain/random.ts';
import { Sha256 } from '../../src-shared/domain/ids.ts';
import { decodeAdapter, encodeAdapter, type AdapterHead } from '../../src-main/tuning/adapterFile.ts';
import { areaResize } from '../../src-main/tuning/areaResize.ts';
import { createBoundedCache } from '../../src-main/tuning/boundedCache.ts';
import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from '../../src-main/tuning/checkpoint.ts';
import { classWeights } from '../../src-main/tuning/classWeights.ts';
import { figuresOf, type Answer } from '../../src-main/tuning/evaluation.ts';
import { chooseMethod, isDefault, methodSummaries } from '../../src-main/tuning/methodCatalog.ts';

describe('class weights', () => {
  it('have mean 1 over the cases, follow the effective number, and give an absent class nothing', () => {
    const targets = [...Array<number>(90).fill(0), ...Array<number>(10).fill(1)];
    const weights = classWeights(targets, 3);
    const mean = targets.reduce((sum, target) => sum + (weights[target] ?? 0), 0) / targets.length;
    expect(mean).toBeCloseTo(1, 12);
    const ratio = (1 - 0.999 ** 90) / (1 - 0.999 ** 10);
    expect((weights[1] ?? 0) / (weights[0] ?? 1)).toBeCloseTo(ratio, 10);
    expect(weights[2]).toBe(0);
  });
});

describe('area resize', () => {
  it('averages blocks exactly', () => {
    const pixels = Uint8Array.from([0, 100, 40, 60].flatMap((v) => [v, v, 2 * v]));
    expect([...areaResize(pixels, 2, 2, 3, 1)]).toEqual([50, 50, 100]);
  });

  it('weighs fractional overlaps: three columns onto two', () => {
    // Output 0 covers column 0 whole and half of column 1.
    const row = [0, 90, 255];
    const pixels = Uint8Array.from([...row, ...row, ...row]);
    const out = areaResize(pixels, 3, 3, 1, 2);
    expect([...out.subarray(0, 6)]).toEqual([30, 30, 30, 200, 200, 200]);
  });

  it('keeps a picture of the right size as it is, and leaves out an alpha channel', () => {
    const random = createRandom(1);
    const rgba = Uint8Array.from({ length: 4 * 4 * 4 }, () => random.below(256));
    const out = areaResize(rgba, 4, 4, 4, 4);
    expect([...out]).toEqual([...rgba].filter((_, i) => i % 4 !== 3));
  });
});

describe('the bounded cache', () => {
  it('makes a value once, however many ask, and again after a failure', async () => {
    const cache = createBoundedCache<string>(100, (text) => text.length);
    let made = 0;
    const make = async (): Promise<string> => {
      made += 1;
      if (made === 1) throw new Error('not yet');
      return 'value';
    };
    await expect(cache.get('a', make)).rejects.toThrow('not yet');
    expect(await Promise.all([cache.get('a', make), cache.get('a', make)])).toEqual(['value', 'value']);
    expect(made).toBe(2);
  });

  it('drops what was used least recently, and never holds more than its limit', async () => {
    const cache = createBoundedCache<string>(10, (text) => text.length);
    const put = (key: string, text = 'xxxx') => cache.get(key, async () => text);
    await put('a');
    await put('b');
    await put('a');
    await put('c');
    let remade = '';
    const remake = (key: string) => cache.get(key, async () => (remade += key));
    await remake('a');
    expect(remade).toBe('');
    await remake('b');
    expect(remade).toBe('b');
    await put('large', 'x'.repeat(11));
    expect(cache.held).toBeLessThanOrEqual(10);
  });
});

const head: AdapterHead = {
  method: 'segprompt',
  options: { view: 'restricted' },
  classes: ['Ia', 'IIb'],
  maskClasses: ['stone'],
  backbone: Sha256.parse('a'.repeat(64)),
  preprocessing: Sha256.parse('b'.repeat(64)),
  temperature: 1.5,
  calibrationCases: 12,
  seed: 3,
  runtime: { provider: 'cpu', prepacking: false },
};

describe('an adapter file', () => {
  const values = new Map([['head.bias', { shape: [2], data: Float32Array.of(1, -2.5) }]]);

  it('reads back as it was written, to the same bytes', () => {
    const bytes = encodeAdapter({ head, values });
    expect(decodeAdapter(bytes)).toEqual({ head, values });
    expect(encodeAdapter(decodeAdapter(bytes))).toEqual(bytes);
  });

  it('is refused when cut short, of another format, or with a head that is none', () => {
    const bytes = encodeAdapter({ head, values });
    const other = encodeCheckpoint(checkpoint);
    for (const broken of [bytes.slice(0, -1), bytes.slice(0, 20), other, new Uint8Array()]) {
      expect(() => decodeAdapter(broken)).toThrow(expect.objectContaining({ code: 'adapter-damaged' }));
    }
    expect(() => encodeAdapter({ head: { ...head, temperature: 0 }, values })).toThrow();
  });
});

const tensor = (...data: number[]) => ({ shape: [data.length], data: Float32Array.from(data) });
const checkpoint: Checkpoint = {
  progress: {
    inputs: 'these',
    epochs: [
      {
        epoch: 1,
        learningRate: 0.1,
        trainLoss: 0.7,
        validationLoss: 0.6,
        validationMacroF1: 0.5,
        seconds: 2,
      },
    ],
    batches: 3,
    lossSum: 0.1 + 0.2,
    seconds: 1.5,
    steps: 7,
    best: { epoch: 1, macroF1: 0.5, loss: 0.6 },
    finished: false,
  },
  values: new Map([['w', tensor(0.1, 0.2)]]),
  best: new Map([['w', tensor(0.3, 0.4)]]),
  optimizer: {
    step: 7,
    moments: new Map([['w', { first: Float32Array.of(1, 2), second: Float32Array.of(3, 4) }]]),
  },
};

describe('a checkpoint', () => {
  it('reads back to the bit', () => {
    expect(decodeCheckpoint(encodeCheckpoint(checkpoint))).toEqual(checkpoint);
    const early = { ...checkpoint, best: null };
    expect(decodeCheckpoint(encodeCheckpoint(early))).toEqual(early);
  });

  it('is refused when it is something else', () => {
    const adapter = encodeAdapter({ head, values: new Map([['w', tensor(1)]]) });
    expect(() => decodeCheckpoint(adapter)).toThrow(expect.objectContaining({ code: 'checkpoint-damaged' }));
  });
});

describe('the figures of a part', () => {
  // Four patients of two frames; the last patient's frames disagree, and the surer one is wrong.
  const answers: Answer[] = [
    ['p1', 'f1', 0, 3],
    ['p1', 'f1', 0, 2],
    ['p2', 'f2', 1, -3],
    ['p2', 'f2', 1, -2],
    ['p3', 'f3', 0, 2],
    ['p3', 'f3', 0, 2],
    ['p4', 'f4', 1, 4],
    ['p4', 'f4', 1, -1],
  ].map(([patient, finding, truth, margin]) => ({
    patient: String(patient),
    finding: String(finding),
    truth: Number(truth),
    logits: Float32Array.of(Number(margin), 0, -9),
  }));
  const figures = figuresOf(answers, 3, 2, 1);

  it('count frames, patients and findings', () => {
    expect(figures).toMatchObject({ cases: 8, patients: 4 });
    expect(figures.accuracy).toBeCloseTo(7 / 8, 12);
    expect(figures.balancedAccuracy).toBeCloseTo((1 + 3 / 4) / 2, 12);
    expect(figures.detail.findings).toMatchObject({ n: 4, accuracy: 0.75 });
    expect(figures.detail.recall.map(({ n, recall }) => [n, recall])).toEqual([
      [4, 1],
      [4, 0.75],
      [0, null],
    ]);
  });

  it('have intervals that hold the figure, and none for a class that does not occur', () => {
    const [low, high] = figures.detail.macroF1Interval ?? [NaN, NaN];
    expect(low).toBeLessThanOrEqual(figures.macroF1);
    expect(high).toBeGreaterThanOrEqual(figures.macroF1);
    expect(figures.detail.recall[2]?.interval).toBeNull();
  });

  it('measure calibration at the temperature: boastful answers are less wrong when flattened', () => {
    const boastful = answers.map((answer, i) => ({
      ...answer,
      truth: i % 2,
      logits: answer.logits.map((x) => 10 * x),
    }));
    const flat = figuresOf(boastful, 3, 20, 1);
    expect(flat.eceCalibrated).toBeLessThan(flat.ece);
  });
});

describe('the catalogue of methods', () => {
  it('draws a form from the schemas of the methods', () => {
    const summaries = methodSummaries();
    expect(summaries[0]?.id).toBe('segprompt');
    const view = summaries[0]?.options.find(({ name }) => name === 'view');
    expect(view).toEqual({
      name: 'view',
      title: 'View',
      kind: 'choice',
      choices: ['full', 'restricted', 'core'],
      whole: false,
      default: 'core',
    });
    const tokens = summaries.find(({ id }) => id === 'vpt-shallow')?.options[0];
    expect(tokens).toMatchObject({
      name: 'tokens',
      kind: 'number',
      whole: true,
      minimum: 1,
      choices: [],
      default: 10,
    });
  });

  it('fills in what a choice leaves open, and knows its own default', () => {
    const chosen = chooseMethod({
      method: 'segprompt',
      options: { view: 'full' },
      hyperparameters: { epochs: 3 },
    });
    expect(chosen.options).toMatchObject({ promptInput: 'region', view: 'full', head: 'region' });
    expect(chosen.hyperparameters.epochs).toBe(3);
    expect(chosen.hyperparameters.batch).toBeGreaterThan(0);
    expect(isDefault('segprompt', chosen.options)).toBe(false);
    expect(isDefault('segprompt', { ...chosen.options, view: 'core' })).toBe(true);
    expect(isDefault('linear', {})).toBe(false);
  });

  it('refuses what it does not know, naming what there is', () => {
    const choose = (method: string, options: Record<string, string>) => () =>
      chooseMethod({ method, options, hyperparameters: {} });
    expect(choose('magic', {})).toThrow(expect.objectContaining({ code: 'unknown-method' }));
    const remedy =
      'Its options are variant (shallow, deep); promptInput (mask, region, both); view (full, restricted, core); head (cls, region, both); interaction (full, one-way); depth; grid; attentionBias; rank.';
    expect(choose('segprompt', { view: 'sideways' })).toThrow(
      expect.objectContaining({ code: 'bad-options', remedy }),
    );
    expect(choose('linear', { view: 'full' })).toThrow(expect.objectContaining({ code: 'bad-options' }));
  });
});
