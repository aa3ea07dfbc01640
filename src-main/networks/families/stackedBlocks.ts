import { bytesOfType, type CheckpointTensor } from '../checkpoints/checkpoint.ts';

/**
 * Tensors of a network whose blocks were computed by a scan, as big_vision trains them: one tensor
 * `…/encoderblock/x` of shape (blocks, …) instead of `…/encoderblock_0/x` and so on. Returns them under the
 * names that they have without a scan; all others as they are.
 */
export function unstacked(
  tensors: ReadonlyMap<string, CheckpointTensor>,
): ReadonlyMap<string, CheckpointTensor> {
  const out = new Map<string, CheckpointTensor>();
  for (const [name, tensor] of tensors) {
    const [, before, after] = /^(.*(?:^|\/))encoderblock\/(.*)$/.exec(name) ?? [];
    const [blocks, ...shape] = tensor.shape;
    // More blocks than any network has would be a file that lies about its shape.
    if (before === undefined || after === undefined || blocks === undefined || blocks > mostBlocks) {
      out.set(name, tensor);
      continue;
    }
    for (let block = 0; block < blocks; block++) {
      out.set(`${before}encoderblock_${block}/${after}`, slab(tensor, shape, block));
    }
  }
  return out;
}

const mostBlocks = 96;

/** tensor[block], read by passing over what lies before it. */
function slab(tensor: CheckpointTensor, shape: readonly number[], block: number): CheckpointTensor {
  const length = shape.reduce((product, extent) => product * extent, bytesOfType[tensor.type]);
  return {
    type: tensor.type,
    shape,
    async *bytes() {
      const begin = block * length;
      const end = begin + length;
      let at = 0;
      for await (const piece of tensor.bytes()) {
        const from = Math.max(0, begin - at);
        const to = Math.min(piece.length, end - at);
        if (to > from) yield piece.subarray(from, to);
        at += piece.length;
        if (at >= end) break;
      }
    },
  };
}
