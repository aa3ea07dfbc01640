import { describe, expect, it, vi } from 'vitest';
import type { Proposal, ProposalRequest } from '../../../src-renderer/lib/media.ts';
import { diameterUnder } from '../../../src-renderer/viewer/tools/brush.ts';
import type { FrameId, Sha256 } from '../../../src-shared/domain/ids.ts';
import { editorBench, fibre, size, stone } from './editorBench.ts';

/** A proposal of a square of ones. */
function square(x: number, y: number, side: number): Proposal {
  const labels = new Uint8Array(size.width * size.height);
  for (let row = y; row < y + side; row++) labels.fill(1, row * size.width + x, row * size.width + x + side);
  return { map: { ...size, labels }, confidence: 0.75, note: '' };
}

describe('brush', () => {
  it('is thinner under a light pen, and erases with the other button', async () => {
    expect(diameterUnder(40, null)).toBe(40);
    expect(diameterUnder(40, 1)).toBe(40);
    expect(diameterUnder(40, 0)).toBe(8);
    const { editor, desk, open, drag, area } = editorBench();
    await open('f0');
    editor.choose('brush');
    desk.settings.setSize(20);
    drag([[60, 45]], { pressure: 0.25 });
    const light = area(1);
    drag([[60, 45]], { pressure: 1 });
    expect(light).toBeLessThan(area(1) / 3);
    drag([[60, 45]], { button: 'secondary' });
    expect(area(1)).toBe(0);
  });

  it('draws a straight line from the last point with Shift', async () => {
    const { editor, desk, open, drag, labels } = editorBench();
    await open('f0');
    editor.choose('brush');
    desk.settings.setSize(3);
    drag([[10, 10]]);
    drag([[100, 80]], { shift: true });
    expect(labels()[45 * size.width + 55]).toBe(1);
    drag([[10, 80]]);
    expect(labels()[80 * size.width + 55]).toBe(0);
  });
});

describe('polygon', () => {
  it('is edited before it is closed: points move, the last is taken back, the rest is filled', async () => {
    const { editor, desk, history, open, click, drag, area, labels } = editorBench();
    await open('f0');
    editor.choose('polygon');
    for (const at of [
      [20, 20],
      [60, 20],
      [60, 60],
      [20, 60],
    ] as const) {
      click(at);
    }
    click([100, 80]);
    expect(desk.back()).toBe(true);
    drag([
      [60, 60],
      [61, 61],
      [70, 60],
    ]);
    drag([
      [60, 20],
      [65, 20],
      [70, 20],
    ]);
    expect(area(1)).toBe(0);
    expect(desk.finish()).toBe(true);
    expect(area(1)).toBe(50 * 40);
    expect(history.nextUndo?.title).toBe('polygon');
    expect(editor.overlay).toEqual([]);
    // Alt subtracts; a double click closes.
    for (const at of [
      [30, 30],
      [40, 30],
      [40, 40],
    ] as const) {
      click(at, { alt: true });
    }
    click([40, 40], { clicks: 2 });
    expect(area(1)).toBeLessThan(50 * 40);
    expect(labels()[31 * size.width + 38]).toBe(0);
  });

  it('closes with a click on its first point, and is dropped step by step', async () => {
    const { editor, desk, open, click, area } = editorBench();
    await open('f0');
    editor.choose('polygon');
    click([20, 20]);
    expect(desk.finish()).toBe(false);
    click([60, 20]);
    click([60, 60]);
    click([21, 21]);
    expect(area(1)).toBeGreaterThan(700);
    click([80, 80]);
    expect(desk.escape()).toBe(true);
    expect(editor.overlay).toEqual([]);
    expect(editor.tool).toBe('polygon');
    expect(desk.escape()).toBe(true);
    expect(editor.tool).toBe('hand');
    expect(desk.escape()).toBe(false);
  });
});

describe('outlines', () => {
  it('fills what is drawn around, Shift for a square, Alt to take away', async () => {
    const { editor, open, drag, area } = editorBench();
    await open('f0');
    editor.choose('rectangle');
    drag([
      [10, 10],
      [40, 25],
    ]);
    expect(area(1)).toBe(30 * 15);
    drag(
      [
        [10, 10],
        [30, 15],
      ],
      { alt: true },
    );
    expect(area(1)).toBe(30 * 15 - 20 * 5);
    editor.chooseNewSegment(fibre);
    drag(
      [
        [60, 40],
        [90, 50],
      ],
      { shift: true },
    );
    expect(area(2)).toBe(30 * 30);
    editor.choose('ellipse');
    drag([
      [60, 40],
      [90, 70],
    ]);
    expect(editor.segments).toEqual([
      { value: 1, classId: stone },
      { value: 2, classId: fibre },
    ]);
  });
});

describe('flood', () => {
  it('shows what the tolerance takes before anything is drawn', async () => {
    const { editor, desk, history, open, click, area, pixels } = editorBench();
    // Columns get lighter by two levels each.
    for (let at = 0; at < size.width * size.height; at++)
      pixels.data.fill((at % size.width) * 2, at * 4, at * 4 + 4);
    await open('f0');
    editor.choose('flood');
    desk.settings.setTolerance(10);
    click([50, 45]);
    const shownPixels = () => editor.preview?.labels.reduce((sum, one) => sum + one, 0) ?? 0;
    expect(shownPixels()).toBe(11 * size.height);
    desk.settings.setTolerance(4);
    expect(shownPixels()).toBe(5 * size.height);
    expect(area(1)).toBe(0);
    expect(history.nextUndo).toBeUndefined();
    expect(desk.finish()).toBe(true);
    expect(editor.preview).toBeNull();
    expect(area(1)).toBe(5 * size.height);
    click([50, 45], { alt: true });
    desk.finish();
    expect(area(1)).toBe(0);
  });
});

describe('proposals', () => {
  function asked() {
    const bench = editorBench();
    const open: { request: ProposalRequest; answer: (proposal: Proposal) => void; signal: AbortSignal }[] =
      [];
    bench.ports.propose = (request, signal) =>
      new Promise((answer) => {
        open.push({ request, answer, signal });
      });
    return { ...bench, questions: open };
  }

  it('asks one question at a time, and the newest next', async () => {
    const { editor, open, click, questions } = asked();
    await open('f0');
    editor.choose('points');
    click([20, 20]);
    click([30, 20], { alt: true });
    click([40, 20], { button: 'secondary' });
    click([50, 20]);
    expect(questions).toHaveLength(1);
    expect(questions[0]?.request).toEqual({
      frameId: 'f0' as FrameId,
      kind: 'points',
      method: 'watershed',
      box: null,
      points: [{ x: 20, y: 20, inside: true }],
    });
    questions[0]?.answer(square(10, 10, 10));
    await vi.waitFor(() => expect(questions).toHaveLength(2));
    expect(questions[1]?.request.points.map(({ inside }) => inside)).toEqual([true, false, false, true]);
    questions[1]?.answer(square(30, 10, 20));
    await vi.waitFor(() => expect(editor.preview?.labels[15 * size.width + 40]).toBe(1));
    expect(questions).toHaveLength(2);
    expect(editor.desk.proposal?.confidence).toBe(0.75);
  });

  it('draws nothing before it is accepted, and one step then', async () => {
    const { editor, desk, history, host, open, click, area, labels, questions } = asked();
    await open('f0');
    const before = labels();
    editor.choose('points');
    click([20, 20]);
    questions[0]?.answer(square(10, 10, 10));
    await vi.waitFor(() => expect(editor.preview).not.toBeNull());
    expect(Buffer.compare(labels(), before)).toBe(0);
    expect(desk.escape()).toBe(true);
    expect(editor.preview).toBeNull();
    expect(Buffer.compare(labels(), before)).toBe(0);
    expect(host.calls).toEqual([]);

    click([20, 20]);
    click([22, 22]);
    // Accepted while the second mark is on its way: what counts is the answer to both.
    desk.finish();
    questions[1]?.answer(square(10, 10, 10));
    await vi.waitFor(() => expect(questions).toHaveLength(3));
    expect(area(1)).toBe(0);
    questions[2]?.answer(square(10, 10, 20));
    await vi.waitFor(() => expect(area(1)).toBe(400));
    expect(history.nextUndo?.title).toBe('proposal from points');
    await history.undo();
    expect(Buffer.compare(labels(), before)).toBe(0);
    expect(history.nextUndo).toBeUndefined();
  });

  it('drops the answer to a draft that was given up', async () => {
    const { editor, desk, open, click, questions } = asked();
    await open('f0');
    editor.choose('points');
    click([20, 20]);
    desk.cancel();
    expect(questions[0]?.signal.aborted).toBe(true);
    questions[0]?.answer(square(10, 10, 10));
    await Promise.resolve();
    expect(editor.preview).toBeNull();
  });

  it('takes a box, and places in it that refine', async () => {
    const { editor, open, click, drag, questions } = asked();
    await open('f0');
    editor.choose('box');
    drag([
      [50.5, 40.5],
      [20.2, -10],
    ]);
    expect(questions[0]?.request.box).toEqual({ x: 20, y: 0, width: 31, height: 41 });
    questions[0]?.answer(square(10, 10, 10));
    await vi.waitFor(() => expect(editor.preview).not.toBeNull());
    click([30, 20], { alt: true });
    expect(questions[1]?.request).toMatchObject({
      kind: 'box',
      method: 'grabcut',
      points: [{ x: 30, y: 20, inside: false }],
    });
  });

  it('asks what can answer such marks, and what was chosen for them', async () => {
    const { editor, desk, open, click, drag, questions, warmed } = asked();
    const model = 'a'.repeat(64) as Sha256;
    const grabcut = desk.settings.methodsFor('box');
    desk.settings.offer([
      ...desk.settings.methodsFor('points'),
      ...grabcut,
      { method: model, name: 'SAM', kind: 'both', source: 'model', note: '' },
    ]);
    desk.settings.setMethod('points', model);
    await open('f0');
    editor.choose('points');
    click([20, 20]);
    editor.choose('box');
    drag([
      [10, 10],
      [40, 40],
    ]);
    expect(questions.map(({ request }) => request.method)).toEqual([model, 'grabcut']);
    expect(warmed).toEqual(['points', 'box']);
    // A model that was removed is not asked any more.
    desk.settings.offer(grabcut);
    expect(desk.settings.methodFor('points')).toBeUndefined();
    expect(desk.settings.methodFor('box')?.method).toBe('grabcut');
  });

  it('says so where nothing can answer', async () => {
    const { editor, desk, open, click, questions, failed } = asked();
    desk.settings.offer([]);
    await open('f0');
    editor.choose('points');
    click([20, 20]);
    await vi.waitFor(() => expect(failed).toHaveLength(1));
    expect(failed[0]).toMatchObject({ code: 'proposal-no-method' });
    expect(questions).toEqual([]);
  });

  it('says what went wrong and goes on', async () => {
    const { editor, ports, open, click, failed } = editorBench();
    ports.propose = () => Promise.reject(new Error('no model'));
    await open('f0');
    editor.choose('points');
    click([20, 20]);
    await vi.waitFor(() => expect(failed).toHaveLength(1));
    ports.propose = async () => square(10, 10, 10);
    click([22, 20]);
    await vi.waitFor(() => expect(editor.preview).not.toBeNull());
  });
});

describe('the keyboard as a pointer', () => {
  it('draws a whole segment without a mouse', async () => {
    const { editor, desk, open, area } = editorBench();
    await open('f0');
    const { keyboard } = desk;
    editor.choose('rectangle');
    expect(keyboard.press('primary')).toBe(false);
    keyboard.move(1, 0, 'coarse');
    expect(keyboard.at).toEqual({ x: 60, y: 45 });
    keyboard.press('primary');
    for (let i = 0; i < 3; i++) keyboard.move(1, 1, 'coarse');
    keyboard.move(1, 0, 'fine');
    keyboard.press('primary');
    expect(area(1)).toBe(25 * 24);

    editor.choose('polygon');
    for (const [right, down] of [
      [-7, -3],
      [3, 0],
      [0, 3],
    ] as const) {
      keyboard.move(right, down, 'coarse');
      keyboard.press('primary');
    }
    expect(desk.finish()).toBe(true);
    expect(area(1)).toBeGreaterThan(25 * 24);
  });

  it('gives way to a mouse, but not while it holds', async () => {
    const { editor, desk, open, input, area } = editorBench();
    await open('f0');
    editor.choose('brush');
    desk.keyboard.move(0, 0, 'coarse');
    desk.keyboard.press('primary');
    input('hover', [5, 5]);
    expect(desk.keyboard.at).toEqual({ x: 60, y: 45 });
    desk.keyboard.move(2, 0, 'coarse');
    desk.keyboard.press('primary');
    expect(area(1)).toBeGreaterThan(0);
    input('hover', [5, 5]);
    expect(desk.keyboard.at).toBeNull();
    desk.keyboard.move(1, 0, 'coarse');
    expect(desk.keyboard.at).toEqual({ x: 5, y: 5 });
  });
});

describe('locks', () => {
  it('refuses to draw in a locked class and says so', async () => {
    const { editor, open, drag, labels, said } = editorBench();
    await open('f0');
    editor.choose('brush');
    drag([[30, 30]]);
    const before = labels();
    editor.marks.toggleLocked(stone);
    drag([[60, 60]]);
    drag([[30, 30]], { button: 'secondary' });
    expect(Buffer.compare(labels(), before)).toBe(0);
    expect(said).toEqual(['The class to draw is locked']);
  });
});
