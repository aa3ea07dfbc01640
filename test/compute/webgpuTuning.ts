/**
 * Tunes a small SegPrompt for a few steps on the CPU and, every node on the device, on WebGPU; prints the losses of both
 * and where the nodes ran as JSON. A program of its own because the Vulkan loader is chosen by the environment at
 * start.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Provider } from '../../src-main/compute/runtime.ts';
import { openRuntime } from '../../src-main/compute/sessions.ts';
import { openBackbone, type Backbone } from '../../src-main/networks/backbone.ts';
import { methods } from '../../src-main/networks/methods/registry.ts';
import { adamWDefaults, createAdamW } from '../../src-main/networks/optimizer.ts';
import { openPlanSessions } from '../../src-main/tuning/planSessions.ts';
import type { ProvedPlacement } from '../../src-main/tuning/placement.ts';
import { shapedTensors, writeBackboneFolder } from '../fixtures/tinyBackbone.ts';
import {
  oneObject,
  tinyConfig,
  tinyContext,
  tinyInput,
  tinyTensors,
  twoObjects,
} from '../networks/harness.ts';

const steps = 10;

const folder = await mkdtemp(path.join(os.tmpdir(), 'lapidary-webgpu-'));
try {
  const tensors = tinyTensors();
  const shaped = shapedTensors(tinyConfig, (name) => tensors.get(name) ?? new Float32Array());
  await writeBackboneFolder(folder, tinyConfig, shaped);
  const backbone = await openBackbone(folder);
  const cpu = await tune('cpu', backbone);
  const webgpu = await tune('webgpu', backbone);
  process.stdout.write(JSON.stringify({ cpu, webgpu }));
} finally {
  await rm(folder, { recursive: true });
}

async function tune(
  provider: Provider,
  backbone: Backbone,
): Promise<{ readonly losses: number[]; readonly placement: ProvedPlacement }> {
  const runtime = openRuntime({ provider, threads: 1 });
  const plan = methods.segprompt.plan(tinyContext(), { promptInput: 'region', view: 'full', head: 'cls' });
  const sessions = openPlanSessions(plan, backbone, runtime, () => Promise.resolve());
  const values = new Map(
    plan.trainables.map(({ name, shape, initial }) => [name, { shape, data: initial.slice() }]),
  );
  const parameters = plan.trainables.map(({ name, weightDecay, rate }) => ({
    name,
    weightDecay,
    rate,
    data: values.get(name)?.data ?? new Float32Array(),
  }));
  const optimizer = createAdamW(parameters, adamWDefaults);
  const inputs = [tinyInput(oneObject, 1), tinyInput(twoObjects, 2)];
  const placement = await sessions.prove(inputs[0] ?? tinyInput(oneObject, 1), values, false);
  const samples = [];
  for (const [target, input] of inputs.entries()) {
    samples.push({ prepared: await sessions.prepare(input), target, weight: 1 / inputs.length });
  }
  const losses: number[] = [];
  for (let i = 0; i < steps; i++) {
    const { loss, gradients } = await sessions.step(samples, values);
    losses.push(loss);
    optimizer.step(gradients, 0.01);
  }
  await sessions.release();
  await runtime.close();
  return { losses, placement };
}
