/**
 * How well and how fast a region is proposed without a network, on real polyps (LAPIDARY_REAL_DATA), through the
 * interactive process as a page asks it. Clicks and boxes are placed from the true mask by the rule that a line names.
 * `dice` is the mean over frames; times are of a second, equal request about the frame, p50 and p95 over frames;
 * `first` is the p50 of the request that still has to decode the frame.
 *
 * Options: --rows 256|480 limits to frames of 256×256, or to those of their own size, that are worked at up to 480 rows.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createComputeSupervisor } from '../src-main/compute/supervisor.ts';
import { findPlaces } from '../src-main/hosts/cli/places.ts';
import { createClassicalProposers } from '../src-main/proposals/opencvProposers.ts';
import { openDataFolder } from '../src-main/storage/openDataFolder.ts';
import { forkedNodePort } from '../src-main/workstation.ts';
import type { ProposalRequest } from '../src-shared/contract/proposals.contract.ts';
import { FrameId, type Sha256 } from '../src-shared/domain/ids.ts';
import type { Rect, Size } from '../src-shared/domain/geometry.ts';
import { bitmapOf, boundsOf, type Bitmap } from '../src-shared/domain/masks/bitmap.ts';
import { dice } from '../src-shared/domain/masks/compare.ts';
import { rasteriseEllipse } from '../src-shared/domain/masks/polygon.ts';
import { boxRequest, clickRules, polypNames, readPolyp, type Polyp } from '../test/support/polyps.ts';

const anyFrame = FrameId.parse('01900000-0000-7000-8000-000000000000');

interface Case extends Polyp {
  readonly sha256: Sha256;
}

type Rule = readonly [bench: string, method: string, rule: string, place: (truth: Bitmap) => ProposalRequest];

interface Measured {
  readonly isFullSize: boolean;
  readonly dice: number;
  readonly first: number;
  readonly ms: number;
}

export async function* run(argv: readonly string[]): AsyncIterable<object> {
  const { values } = parseArgs({ args: [...argv], options: { rows: { type: 'string' } } });
  const root = mkdtempSync(path.join(tmpdir(), 'lapidary-bench-'));
  const files = await openDataFolder(path.join(root, 'data'), { host: 'cli' });
  const { computeEntry } = findPlaces(import.meta.dirname);
  const interactive = createComputeSupervisor({
    name: 'interactive',
    spawn: () => forkedNodePort(computeEntry),
  });
  try {
    const cases: Case[] = [];
    for (const name of polypNames()) {
      const polyp = await readPolyp(name);
      if (values.rows !== undefined && polyp.isFullSize !== (values.rows === '480')) continue;
      cases.push({ ...polyp, sha256: await files.frames.put(polyp.bytes) });
    }
    const proposers = createClassicalProposers({ files, compute: { interactive } });
    const ask = async (method: string, { sha256, truth }: Case, request: ProposalRequest) => {
      const { width, height } = truth;
      const started = performance.now();
      const proposal = await proposers
        .find(method)
        ?.propose({ id: anyFrame, sha256, width, height }, request, new AbortController().signal)
        .catch(() => null);
      const ms = performance.now() - started;
      const found = proposal ? bitmapOf(proposal.map) : { width, height, bits: truth.bits.map(() => 0) };
      return { dice: dice(found, truth), ms };
    };
    const [warming] = cases;
    if (warming === undefined) throw new Error('LAPIDARY_REAL_DATA names no folder with polyps');
    await ask('watershed', warming, { points: [{ x: 1, y: 1, inside: true }], box: null });

    const rules: readonly Rule[] = [
      ...Object.entries(clickRules).map(
        ([rule, place]) => ['proposals.watershed', 'watershed', rule, place] as const,
      ),
      ['proposals.grabcut', 'grabcut', 'the box around the true mask', boxRequest],
    ];
    for (const [bench, method, rule, place] of rules) {
      const measured: Measured[] = [];
      for (const one of cases) {
        const request = place(one.truth);
        const first = await ask(method, one, request);
        const second = await ask(method, one, request);
        measured.push({ isFullSize: one.isFullSize, dice: second.dice, first: first.ms, ms: second.ms });
      }
      for (const [size, chosen] of sizesOf(measured)) yield { bench, rule, size, ...summary(chosen) };
    }
    const drawn = cases.map(({ truth }) => dice(ellipseIn(boundsOf(truth), truth), truth));
    const mean = Number((drawn.reduce((sum, one) => sum + one, 0) / drawn.length).toFixed(3));
    yield { bench: 'proposals.ellipse', rule: 'the ellipse in the box around the true mask', dice: mean };
  } finally {
    await interactive.close();
    await files.close();
    rmSync(root, { recursive: true, force: true });
  }
}

function sizesOf(measured: readonly Measured[]): (readonly [string, readonly Measured[]])[] {
  const groups = [
    ['all', measured],
    ['256×256', measured.filter(({ isFullSize }) => !isFullSize)],
    ['own size, worked at up to 480 rows', measured.filter(({ isFullSize }) => isFullSize)],
  ] as const;
  return groups.filter(
    ([size, chosen]) => chosen.length > 0 && (size === 'all' || chosen.length < measured.length),
  );
}

/** What somebody who draws with a single shape would get: a method for boxes has to be better than it. */
function ellipseIn(box: Rect | null, size: Size): Bitmap {
  const bits = new Uint8Array(size.width * size.height);
  if (box !== null) {
    const corner = { x: box.x + box.width, y: box.y + box.height };
    rasteriseEllipse(box, corner, size, (row, start, end) => {
      bits.fill(1, row * size.width + start, row * size.width + end);
    });
  }
  return { ...size, bits };
}

/** The mean of Dice and the middle of times. */
function summary(measured: readonly Measured[]): object {
  const sorted = (pick: (one: Measured) => number): number[] => measured.map(pick).sort((a, b) => a - b);
  const at = (values: readonly number[], share: number): number =>
    Number((values[Math.ceil(share * values.length) - 1] ?? NaN).toFixed(1));
  const times = sorted(({ ms }) => ms);
  return {
    dice: Number((measured.reduce((sum, one) => sum + one.dice, 0) / measured.length).toFixed(3)),
    p50: at(times, 0.5),
    p95: at(times, 0.95),
    first: at(
      sorted(({ first }) => first),
      0.5,
    ),
    unit: 'ms',
    n: measured.length,
  };
}
