"""The engine's SegPrompt step in PyTorch: one training step, or one inference, for comparison on the same machine.

    python3 bench/peers/step.py --network vit-b16 --batch 1 --threads 2

The same work as `engine.bench.ts` with {"promptInput": "region", "view": "full", "head": "cls"} and one foreground
class, on random weights at 224 and patches of 16: [CLS; 196 image tokens; 196 segmentation tokens] through a frozen
ViT; trained are the segmentation tokens' projection (D, 768), their type embedding (D) and the head (6, D) + (6).

A step is forward, weighted cross-entropy and the gradients of the trainables; image tokens (patch embedding and
position) are constants of a frame and fed, prompt patches are fed. An inference starts at the image patches.

PyTorch runs its ordinary best path: fused qkv, scaled_dot_product_attention, layer_norm, exact gelu, gradients asked
of the trainables alone. It is given the one saving that the engine makes and a plain ViT does not: in the last block
the tokens other than CLS serve as keys and values only, since the head reads CLS alone.

Prints one JSON line. p50 and p95 are of `n` timed runs after two untimed ones, peakRssMb is the process's VmHWM over
the timed runs, importRssMb what importing PyTorch had already put there (a build with CUDA maps more than one
without). On a GPU peakDeviceMb is the most that tensors held there.
"""

import argparse
import json
import math
import time

import torch
from torch.nn import functional as F


def memory_mb(field):
    """A field of /proc/self/status in MB (10^6 bytes); None where there is no such file."""
    try:
        with open('/proc/self/status') as status:
            return next((round(int(line.split()[1]) * 1024 / 1e6, 1) for line in status if line.startswith(field)), None)
    except OSError:
        return None


def reset_peak_memory():
    try:
        with open('/proc/self/clear_refs', 'w') as refs:
            refs.write('5')
    except OSError:
        pass


IMPORT_RSS_MB = memory_mb('VmRSS')

NETWORKS = {
    'vit-ti16': {'width': 192, 'heads': 3},
    'vit-s16': {'width': 384, 'heads': 6},
    'vit-b16': {'width': 768, 'heads': 12},
}
DEPTH, MLP_RATIO, EPSILON = 12, 4, 1e-6
CELLS, PATCH_LENGTH, CLASSES = 196, 768, 6


class Block:
    def __init__(self, width, heads, new):
        self.heads = heads
        self.norm1, self.norm2 = new.norm(width), new.norm(width)
        self.qkv, self.proj = new.linear(3 * width, width), new.linear(width, width)
        self.fc1, self.fc2 = new.linear(MLP_RATIO * width, width), new.linear(width, MLP_RATIO * width)

    def __call__(self, x, rows=None):
        """(B, T, D) → (B, rows or T, D): with `rows`, only the leading ones are computed past keys and values."""
        batch, tokens, width = x.shape
        h = F.layer_norm(x, (width,), *self.norm1, EPSILON)
        if rows is None:
            qkv = F.linear(h, *self.qkv).view(batch, tokens, 3, self.heads, -1)
            q, k, v = qkv.permute(2, 0, 3, 1, 4)
        else:
            weight, bias = self.qkv
            x = x[:, :rows]
            q = F.linear(h[:, :rows], weight[:width], bias[:width])
            q = q.view(batch, rows, self.heads, -1).transpose(1, 2)
            kv = F.linear(h, weight[width:], bias[width:]).view(batch, tokens, 2, self.heads, -1)
            k, v = kv.permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v).transpose(1, 2).reshape(x.shape)
        x = x + F.linear(mixed, *self.proj)
        h = F.layer_norm(x, (width,), *self.norm2, EPSILON)
        return x + F.linear(F.gelu(F.linear(h, *self.fc1)), *self.fc2)


class New:
    """Frozen tensors; matrices in `matrix_dtype`, everything else float32."""

    def __init__(self, device, matrix_dtype, spread=0.02):
        self.device, self.matrix_dtype, self.spread = device, matrix_dtype, spread

    def tensor(self, *shape):
        return self.spread * torch.randn(*shape, device=self.device)

    def norm(self, width):
        return 1 + self.tensor(width), self.tensor(width)

    def linear(self, into, width):
        return self.tensor(into, width).to(self.matrix_dtype), self.tensor(into).to(self.matrix_dtype)


class SegPrompt:
    def __init__(self, width, heads, new, depth=DEPTH, cells=CELLS, patch_length=PATCH_LENGTH, classes=CLASSES):
        self.width = width
        self.patch_embed = new.linear(width, patch_length)
        self.positions = new.tensor(1, cells, width)
        self.cls = new.tensor(1, 1, width)
        self.blocks = [Block(width, heads, new) for _ in range(depth)]
        self.norm = new.norm(width)
        shapes = ((width, patch_length), (width,), (classes, width), (classes,))
        self.trainables = [new.tensor(*shape).requires_grad_() for shape in shapes]

    def image_tokens(self, patches):
        return F.linear(patches, *self.patch_embed) + self.positions

    def logits(self, image_tokens, prompt_patches):
        embed, kind, head, head_bias = self.trainables
        prompt = F.linear(prompt_patches, embed, kind) + self.positions
        x = torch.cat([self.cls.expand(len(prompt), -1, -1), image_tokens, prompt], 1)
        for block in self.blocks[:-1]:
            x = block(x)
        x = self.blocks[-1](x, rows=1)
        return F.linear(F.layer_norm(x[:, 0], (self.width,), *self.norm, EPSILON), head, head_bias)

    def step(self, image_tokens, prompt_patches, targets, sample_weights):
        """Loss and the gradients of the trainables."""
        logits = self.logits(image_tokens, prompt_patches)
        loss = (sample_weights * F.cross_entropy(logits.float(), targets, reduction='none')).sum()
        return loss, torch.autograd.grad(loss, self.trainables)


def measure(work, runs, synchronize):
    """Milliseconds of each run."""
    for _ in range(2):
        work()
    synchronize()
    reset_peak_memory()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        synchronize()
        times.append(1000 * (time.perf_counter() - start))
    return sorted(times)


def main():
    parser = argparse.ArgumentParser(description='One SegPrompt step, or inference, in PyTorch.')
    parser.add_argument('--network', choices=NETWORKS, default='vit-ti16')
    parser.add_argument('--batch', type=int, default=1)
    parser.add_argument('--threads', type=int, default=2)
    parser.add_argument('--runs', type=int, default=20)
    parser.add_argument('--device', choices=['cpu', 'cuda'], default='cpu')
    parser.add_argument(
        '--dtype', choices=['float32', 'tf32', 'float16'], default='float32',
        help='tf32 and float16 on cuda only; float16 is autocast over float16 frozen matrices, without loss scaling',
    )
    parser.add_argument('--infer', action='store_true', help='measure inference in place of a training step')
    options = parser.parse_args()
    if options.device == 'cpu' and options.dtype != 'float32':
        parser.error(f'--dtype {options.dtype} needs --device cuda')

    torch.manual_seed(1)
    torch.set_num_threads(options.threads)
    torch.set_num_interop_threads(1)
    torch.set_float32_matmul_precision('high' if options.dtype == 'tf32' else 'highest')
    cuda = options.device == 'cuda'
    half = options.dtype == 'float16'
    model = SegPrompt(**NETWORKS[options.network], new=New(options.device, torch.float16 if half else torch.float32))

    patches, prompt_patches = (
        torch.randn(options.batch, CELLS, PATCH_LENGTH, device=options.device) for _ in range(2)
    )
    targets = torch.arange(options.batch, device=options.device) % CLASSES
    sample_weights = torch.full((options.batch,), 1 / options.batch, device=options.device)
    autocast = torch.autocast(options.device, torch.float16, enabled=half)

    with torch.inference_mode(), autocast:
        fed = model.image_tokens(patches)
    fed = fed.float().clone()  # Outside of inference mode, so that autograd takes it.

    def infer():
        with torch.inference_mode(), autocast:
            return model.logits(model.image_tokens(patches), prompt_patches)

    def step():
        with autocast:
            return model.step(fed, prompt_patches, targets, sample_weights)

    times = measure(
        infer if options.infer else step, options.runs, torch.cuda.synchronize if cuda else lambda: None
    )
    line = {
        'bench': 'peer.infer' if options.infer else 'peer.step',
        'network': options.network,
        'batch': options.batch,
        'p50': times[(len(times) - 1) // 2],
        'p95': times[math.ceil(0.95 * len(times)) - 1],
        'unit': 'ms',
        'n': len(times),
        'peakRssMb': memory_mb('VmHWM'),
        'importRssMb': IMPORT_RSS_MB,
        'torch': torch.__version__,
        'threads': torch.get_num_threads(),
        'device': torch.cuda.get_device_name() if cuda else 'cpu',
        'dtype': options.dtype,
    }
    if cuda:
        line['peakDeviceMb'] = round(torch.cuda.max_memory_allocated() / 1e6, 1)
    print(json.dumps(line))


if __name__ == '__main__':
    main()
