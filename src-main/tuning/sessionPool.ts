import type { Runtime, Session, Tensor } from '../compute/runtime.ts';
import { peakBytes } from '../graph/memory.ts';
import { writeModel } from '../graph/onnx.ts';
import type { Backbone } from '../networks/backbone.ts';
import type { GraphOutputs, Plan } from '../networks/methods/plan.ts';
import { provePlacement, type ProvedPlacement } from './placement.ts';

/** Each session has a thread pool and buffers of its own. */
const mostSessions = 24;

/** A plan's graphs opened as they are needed; those not used for longest are given back when memory is short. */
export interface SessionPool {
  /** @param key names the graph within the plan */
  open(key: string, graph: () => GraphOutputs): Promise<Session>;
  /** Runs a graph once, in a session of its own, to prove where its nodes run. @throws as `provePlacement` */
  prove(
    graph: GraphOutputs,
    feeds: Readonly<Record<string, Tensor>>,
    allowCpuNodes: boolean,
  ): Promise<ProvedPlacement>;
  release(): Promise<void>;
}

/** @param bytes that open sessions may hold together, by the estimate of their graphs; one alone may exceed it */
export function createSessionPool(
  plan: Plan,
  backbone: Backbone,
  runtime: Runtime,
  bytes: number,
): SessionPool {
  const opened = new Map<string, { readonly session: Promise<Session>; readonly bytes: number }>();

  const drop = async (key: string): Promise<void> => {
    const held = opened.get(key);
    opened.delete(key);
    await (await held?.session)?.release();
  };

  const makeRoom = async (wanted: number): Promise<void> => {
    let held = wanted;
    for (const one of opened.values()) held += one.bytes;
    for (const [oldest, one] of opened) {
      if (held <= bytes && opened.size < mostSessions) break;
      held -= one.bytes;
      await drop(oldest);
    }
  };

  const written = async (outputs: GraphOutputs) => {
    const { folder, locate } = await backbone.weights(plan.weights);
    const model = writeModel(outputs, locate(plan.frozen));
    return { model, options: folder === undefined ? {} : { weightsFolder: folder } };
  };

  const make = async (outputs: GraphOutputs): Promise<Session> => {
    const { model, options } = await written(outputs);
    return runtime.open(model.bytes, options);
  };

  return {
    async open(key, graph) {
      const known = opened.get(key);
      if (known) {
        opened.delete(key);
        opened.set(key, known);
        return known.session;
      }
      const outputs = graph();
      const needed = peakBytes(outputs);
      await makeRoom(needed);
      const session = make(outputs);
      opened.set(key, { session, bytes: needed });
      session.catch(() => opened.delete(key));
      return session;
    },
    async prove(outputs, feeds, allowCpuNodes) {
      const { model, options } = await written(outputs);
      const read = model.inputs.flatMap(({ name }) => {
        const tensor = feeds[name];
        return tensor === undefined ? [] : [[name, tensor] as const];
      });
      return provePlacement(runtime, model.bytes, Object.fromEntries(read), allowCpuNodes, options);
    },
    async release() {
      for (const key of [...opened.keys()]) await drop(key);
    },
  };
}
