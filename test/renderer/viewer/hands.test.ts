import { describe, expect, it } from 'vitest';
import { Hands } from '../../../src-renderer/viewer/hands.ts';
import type { HandEvent } from '../../../src-renderer/viewer/hands.ts';
import type { PointerInput } from '../../../src-renderer/viewer/pointer.ts';

function harness() {
  const inputs: PointerInput[] = [];
  const panned: [number, number][] = [];
  let pans = false;
  const hands = new Hands({
    place: ({ clientX, clientY }) => ({ x: clientX, y: clientY }),
    toPicture: ({ x, y }) => ({ x: x / 2, y: y / 2 }),
    pans: () => pans,
    pan: (dx, dy) => panned.push([dx, dy]),
    input: (input) => inputs.push(input),
  });
  const event = (change: Partial<HandEvent> = {}): HandEvent => ({
    ...{ pointerId: 1, pointerType: 'mouse', button: 0, clientX: 0, clientY: 0 },
    ...{ pressure: 0.5, shiftKey: false, altKey: false, timeStamp: 0 },
    ...change,
  });
  return { hands, inputs, panned, event, setPans: (to: boolean) => (pans = to) };
}
const told = (inputs: readonly PointerInput[]) => inputs.map(({ phase, button }) => `${phase} ${button}`);

describe('Hands', () => {
  it('gives a tool every place of a stroke, in picture coordinates', () => {
    const { hands, inputs, event } = harness();
    hands.move(event({ clientX: 2 }), []);
    expect(hands.down(event({ clientX: 10, clientY: 20, altKey: true }))).toBe(true);
    hands.move(event({ clientX: 30 }), [event({ clientX: 20 }), event({ clientX: 30 })]);
    hands.up(event({ clientX: 40 }));
    expect(told(inputs)).toEqual([
      'hover primary',
      'begin primary',
      'move primary',
      'move primary',
      'end primary',
    ]);
    expect(inputs.map(({ at }) => at.x)).toEqual([1, 5, 10, 15, 20]);
    expect(inputs[1]).toMatchObject({ at: { x: 5, y: 10 }, alt: true, pressure: null, clicks: 1 });
  });

  it('moves the view with the middle button, and with the hand', () => {
    const { hands, inputs, panned, event, setPans } = harness();
    hands.down(event({ button: 1 }));
    expect(hands.panning).toBe(true);
    hands.move(event({ clientX: 7, clientY: 3 }), []);
    hands.up(event({ clientX: 9 }));
    setPans(true);
    hands.down(event({}));
    hands.move(event({ clientX: -4 }), []);
    hands.lost(event({}));
    expect(hands.down(event({ button: 2 }))).toBe(false);
    expect(panned).toEqual([
      [7, 3],
      [-4, 0],
    ]);
    expect(inputs).toEqual([]);
  });

  it('goes on with what it began when the hand is chosen meanwhile, and with one pointer', () => {
    const { hands, inputs, event, setPans } = harness();
    hands.down(event({ button: 2 }));
    setPans(true);
    expect(hands.down(event({ pointerId: 2 }))).toBe(false);
    hands.move(event({ pointerId: 2, clientX: 50 }), []);
    hands.lost(event({}));
    expect(told(inputs)).toEqual(['begin secondary', 'cancel secondary']);
  });

  it('tells the pressure of a pen, and counts clicks at one place', () => {
    const { hands, inputs, event } = harness();
    const click = (change: Partial<HandEvent>): void => {
      hands.down(event(change));
      hands.up(event(change));
    };
    click({ pointerType: 'pen', pressure: 0.3 });
    click({ timeStamp: 200, clientX: 3 });
    click({ timeStamp: 900 });
    click({ timeStamp: 1000, clientX: 30 });
    const begun = inputs.filter(({ phase }) => phase === 'begin');
    expect(begun.map(({ clicks }) => clicks)).toEqual([1, 2, 1, 1]);
    expect(begun[0]?.pressure).toBe(0.3);
  });
});
