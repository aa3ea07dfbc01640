import type { Runtime, Session, Tensor } from '../compute/runtime.ts';
import { peakBytes } from '../graph/memory.ts';
import { writeModel } from '../graph/onnx.ts';
import type { Backbone } from '../networks/backbone.ts';
import type { GraphOutputs, Plan } from '../networks/methods/plan.ts';
import { provePlacement, type ProvedPlacement } from './placement.ts';

/** Each session has a thread pool and buffers of its own. A restricted view has some fifty graphs: nine sizes of the view, each by number of cases. */
const mostSessions = 64;

/** A plan's graphs opened as they are needed; those not used for longest are given back when memory is short. */
export interface SessionPool {
  /**
   * Lends the session of a graph; while it is lent it is not given back. Tasks may share a pool and interleave.
   * @param key names the graph within the plan
   */
  use<T>(key: string, graph: () => GraphOutputs, work: (session: Session) => Promise<T>): Promise<T>;
  /** Runs a graph once, in a session of its own, to prove where its nodes run. @throws as `provePlacement` */
  prove(
    graph: GraphOutputs,
    feeds: Readonly<Record<string, Tensor>>,
    allowCpuNodes: boolean,
  ): Promise<ProvedPlacement>;
  release(): Promise<void>;
}

interface Held {
  readonly session: Promise<Session>;
  readonly bytes: number;
  users: number;
}

/** @param bytes that open sessions may hold together, by the estimate of their graphs; one alone may exceed it */
export function createSessionPool(
  plan: Plan,
  backbone: Backbone,
  runtime: Runtime,
  bytes: number,
): SessionPool {
  const opened = new Map<string, Held>();

  const drop = async (key: string, { session }: Held): Promise<void> => {
    opened.delete(key);
    await session.then(
      (open) => open.release(),
      () => undefined,
    );
  };

  /** Gives back what nobody uses, the least recently used first. */
  const makeRoom = async (): Promise<void> => {
    let held = 0;
    for (const one of opened.values()) held += one.bytes;
    for (const [key, one] of [...opened]) {
      if (held <= bytes && opened.size <= mostSessions) break;
      if (one.users > 0) continue;
      held -= one.bytes;
      await drop(key, one);
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
    async use(key, graph, work) {
      let held = opened.get(key);
      if (held === undefined) {
        const outputs = graph();
        held = { session: make(outputs), bytes: peakBytes(outputs), users: 0 };
      }
      // The last in the map was used last.
      opened.delete(key);
      opened.set(key, held);
      held.users += 1;
      try {
        const session = await held.session;
        await makeRoom();
        return await work(session);
      } catch (error) {
        // What failed is opened anew the next time.
        if (opened.get(key) === held && held.users === 1) await drop(key, held);
        throw error;
      } finally {
        held.users -= 1;
      }
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
      for (const [key, held] of [...opened]) await drop(key, held);
    },
  };
}
