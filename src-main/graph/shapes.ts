/** Shape arithmetic shared by the builders and the backward pass. */
import { GraphError, sizeOf } from './ir.ts';
import type { Shape } from './ir.ts';

export function show(shape: readonly number[]): string {
  return `[${shape.join(',')}]`;
}

/** The shape itself, if all extents are positive integers. */
export function checkShape(what: string, shape: Shape): Shape {
  if (!shape.every((extent) => Number.isSafeInteger(extent) && extent > 0)) {
    throw new GraphError(`${what}: shape ${show(shape)} must consist of positive integers`);
  }
  return shape;
}

/** The common shape after aligning at the last axis; extents must be equal or 1. */
export function broadcastShapes(what: string, a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const p = a[axis - rank + a.length] ?? 1;
    const q = b[axis - rank + b.length] ?? 1;
    if (p !== q && p !== 1 && q !== 1) {
      throw new GraphError(`${what}: shapes ${show(a)} and ${show(b)} do not broadcast`);
    }
    return p === 1 ? q : p;
  });
}

/** The axes of `from` along which a tensor of shape `to` was repeated to get there. */
export function broadcastAxes(from: Shape, to: Shape): number[] {
  const added = from.length - to.length;
  return from.flatMap((extent, axis) =>
    axis < added || (to[axis - added] === 1 && extent !== 1) ? [axis] : [],
  );
}

export function resolveAxis(what: string, rank: number, axis: number): number {
  const resolved = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(resolved) || resolved < 0 || resolved >= rank) {
    throw new GraphError(`${what}: axis ${axis} of a tensor of rank ${rank}`);
  }
  return resolved;
}

/** Ascending, each once. */
export function resolveAxes(what: string, rank: number, axes: readonly number[]): number[] {
  const resolved = axes.map((axis) => resolveAxis(what, rank, axis)).sort((p, q) => p - q);
  if (new Set(resolved).size !== resolved.length) throw new GraphError(`${what}: axes ${show(axes)} repeat`);
  return resolved;
}

/** The wanted shape with its −1, if any, filled in. */
export function resolveReshape(from: Shape, wanted: readonly number[]): Shape {
  const known = sizeOf(wanted.filter((extent) => extent !== -1));
  const free = wanted.filter((extent) => extent === -1).length;
  const shape = wanted.map((extent) => (extent === -1 ? sizeOf(from) / known : extent));
  const whole = shape.every((extent) => Number.isSafeInteger(extent) && extent > 0);
  if (free > 1 || !whole || sizeOf(shape) !== sizeOf(from)) {
    throw new GraphError(`reshape: ${show(from)} to ${show(wanted)}`);
  }
  return shape;
}
