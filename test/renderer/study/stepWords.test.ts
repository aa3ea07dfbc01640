import { expect, it, vi } from 'vitest';
import { speak } from '../../../src-renderer/lib/words.ts';

// Words stand in constants: the language is chosen before what says them is loaded, as the page does.
vi.stubGlobal('document', { documentElement: { lang: 'en' } });
await speak('de');
const { editorBench, fibre, stone } = await import('./editorBench.ts');
const { shapeActions } = await import('../../../src-renderer/workspaces/study/segmentEdits.ts');
const { stepTitle, toolTitle } = await import('../../../src-renderer/workspaces/study/stepWords.ts');

it('stores the titles of steps in English, and says them in the language of the page', async () => {
  const { editor, host, history, segmentEdits, frameEdits, open, drag, saved } = editorBench();
  const seen: (readonly [stored: string, said: string])[] = [];
  const look = async (): Promise<void> => {
    await saved();
    const stored = host.steps.at(-1)?.title ?? '';
    const said = history.nextUndo?.title ?? '';
    if (seen.at(-1)?.[0] !== stored) seen.push([stored, said]);
  };
  const stroke = async (tool: Parameters<typeof editor.choose>[0], x: number): Promise<void> => {
    editor.choose(tool);
    drag([
      [x, 30],
      [x + 12, 44],
      [x + 4, 50],
    ]);
    await look();
  };
  await open('f0');
  editor.chooseNewSegment(stone);
  await stroke('brush', 20);
  await stroke('rectangle', 50);
  await stroke('ellipse', 70);
  await stroke('lasso', 40);
  await stroke('eraser', 25);
  for (const action of shapeActions) {
    segmentEdits.run(action);
    await look();
  }
  segmentEdits.reclass(editor.value ?? 0, fibre);
  await look();
  await frameEdits.copyToNext(null);
  await look();
  segmentEdits.remove(null);
  await look();

  expect(seen.length).toBeGreaterThan(9);
  expect(seen[0]).toEqual(['brush stroke', 'Pinselstrich']);
  for (const [stored, said] of seen) {
    expect(stored).toMatch(/^[A-Za-z0-9 ]+$/);
    expect(said).toBe(stepTitle(stored));
  }
  // Those that German has the same word for aside.
  const untold = seen.filter(([stored, said]) => stored === said).map(([stored]) => stored);
  expect(untold).toEqual([]);
});

it('says a tool in the language of the page, and what it does not know as it is stored', () => {
  expect(toolTitle('brush')).toBe('Pinsel');
  expect(toolTitle('demo 7')).toBe('demo 7');
  expect(stepTitle('constructor')).toBe('constructor');
});
