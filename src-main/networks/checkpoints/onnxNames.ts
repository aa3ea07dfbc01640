import type { OnnxGraph, OnnxNode } from './onnxGraph.ts';

/**
 * The names that parameters had before the export. PyTorch's exporters fold the transposition of a linear layer's
 * weight and give the result a number for a name (`onnx::MatMul_211`, `val_12`); the bias keeps its own name and so
 * tells the weight's. A class token that was expanded to the batch becomes `expand`; the position embedding that is
 * added to it afterwards lies beside it in the network.
 */

export interface Renaming {
  /** In the graph. */
  readonly from: string;
  readonly name: string;
  /** Whether it is stored (in, out), where the parameter is (out, in). */
  readonly transposed: boolean;
}

/** Names that exporters and optimisers make up. */
const madeUp = /::|^\/|^\d+$|^(?:val|t|transpose|expand|permute)(?:_\d+)?$/;

export function isMadeUp(name: string): boolean {
  return madeUp.test(name);
}

/** @returns only what is certain: a name found in two ways, or for two tensors, is none. */
export function parameterNames(graph: OnnxGraph): readonly Renaming[] {
  const aliases = aliasesOf(graph);
  const named = (input: string | undefined): string | undefined => {
    if (input === undefined) return undefined;
    const isParameter = graph.tensors.has(input) || aliases.has(input);
    return isParameter && !isMadeUp(input) ? input : undefined;
  };
  const consumers = consumersOf(graph.nodes);
  const found: Renaming[] = [];
  for (const node of graph.nodes) {
    const [, weight = ''] = node.inputs;
    const isMatrix = graph.tensors.get(weight)?.shape.length === 2 && isMadeUp(weight);
    if ((node.op === 'MatMul' || node.op === 'Gemm') && isMatrix && !node.isScaled) {
      const name = linearName(node, consumers, named);
      if (name !== undefined) found.push({ from: weight, name, transposed: !node.transB });
    }
    if (node.op === 'Concat') found.push(...classToken(node, graph, consumers, named));
  }
  const renamings = certain(found, graph);
  const own = [...new Map([...sharedNames(graph, consumers), ...aliases])]
    .filter(([name]) => !isMadeUp(name) && !graph.tensors.has(name))
    .map(([name, from]) => ({ from, name, transposed: false }));
  const taken = new Set(renamings.map(({ name }) => name));
  return [...renamings, ...own.filter(({ name }) => !taken.has(name))];
}

/** Results of Identity nodes over tensors: equal parameters are stored once, and each keeps its name so. */
function aliasesOf({ nodes, tensors }: OnnxGraph): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>();
  for (const { op, inputs, outputs } of nodes) {
    const [input = ''] = inputs;
    const [output] = outputs;
    if (op !== 'Identity' || output === undefined) continue;
    const original = aliases.get(input) ?? input;
    if (tensors.has(original)) aliases.set(output, original);
  }
  return aliases;
}

function consumersOf(nodes: readonly OnnxNode[]): ReadonlyMap<string, readonly OnnxNode[]> {
  const consumers = new Map<string, OnnxNode[]>();
  for (const node of nodes) {
    for (const input of new Set(node.inputs)) {
      const known = consumers.get(input);
      if (known === undefined) consumers.set(input, [node]);
      else known.push(node);
    }
  }
  return consumers;
}

function linearName(
  node: OnnxNode,
  consumers: ReadonlyMap<string, readonly OnnxNode[]>,
  named: (input: string | undefined) => string | undefined,
): string | undefined {
  const bias = node.op === 'Gemm' ? named(node.inputs[2]) : addedBias(node, consumers, named);
  const path = pathOf(node);
  // A bias that several layers share, because theirs are equal, has the name of one of them.
  const isOwn = path === undefined || (consumers.get(bias ?? '')?.length ?? 0) < 2;
  if (bias?.endsWith('.bias') === true && isOwn) return `${bias.slice(0, -'.bias'.length)}.weight`;
  return path === undefined ? undefined : `${path}.weight`;
}

function addedBias(
  node: OnnxNode,
  consumers: ReadonlyMap<string, readonly OnnxNode[]>,
  named: (input: string | undefined) => string | undefined,
): string | undefined {
  const [product = ''] = node.outputs;
  const uses = consumers.get(product) ?? [];
  const [use] = uses;
  if (uses.length !== 1 || use?.op !== 'Add') return undefined;
  return named(use.inputs.find((input) => input !== product));
}

function pathOf(node: OnnxNode): string | undefined {
  return node.scope ?? modulePath(node.name);
}

/** Names of parameters that are equal to others and were merged with them, by the modules that use them. */
function sharedNames(
  { nodes, tensors }: OnnxGraph,
  consumers: ReadonlyMap<string, readonly OnnxNode[]>,
): (readonly [string, string])[] {
  const products = new Map<string, OnnxNode>();
  for (const node of nodes) if (node.op === 'MatMul') products.set(node.outputs[0] ?? '', node);
  return nodes.flatMap((node): (readonly [string, string])[] => {
    const path = pathOf(node);
    if (path === undefined) return [];
    const used: (readonly [string, string | undefined])[] = [];
    if (node.op === 'LayerNormalization') used.push(['weight', node.inputs[1]], ['bias', node.inputs[2]]);
    if (node.op === 'Add') {
      const product = node.inputs.find((input) => {
        const source = products.get(input);
        return source !== undefined && pathOf(source) === path;
      });
      if (product !== undefined) used.push(['bias', node.inputs.find((input) => input !== product)]);
    }
    return used.flatMap(([kind, tensor = '']) => {
      const isShared = (consumers.get(tensor)?.length ?? 0) > 1 && tensors.has(tensor);
      return isShared && !isMadeUp(tensor) ? [[`${path}.${kind}`, tensor] as const] : [];
    });
  });
}

/** `/blocks/blocks.0/attn/qkv/MatMul` → `blocks.0.attn.qkv`: an element of a list repeats the list's name. */
function modulePath(nodeName: string): string | undefined {
  const [root, ...scopes] = nodeName.split('/').slice(0, -1);
  if (root !== '' || scopes.length === 0 || scopes.includes('')) return undefined;
  const path: string[] = [];
  for (const scope of scopes) {
    if (scope.startsWith(`${path.at(-1) ?? ''}.`) && path.length > 0) path.pop();
    path.push(scope);
  }
  return path.join('.');
}

function classToken(
  concat: OnnxNode,
  graph: OnnxGraph,
  consumers: ReadonlyMap<string, readonly OnnxNode[]>,
  named: (input: string | undefined) => string | undefined,
): Renaming[] {
  const [token = ''] = concat.inputs;
  const shape = graph.tensors.get(token)?.shape;
  if (shape?.length !== 3 || shape[0] !== 1 || shape[1] !== 1 || !isMadeUp(token)) return [];
  const positions = addedBias(concat, consumers, named);
  const place = /^(.*?)(?:pos_embed|position_embeddings)$/.exec(positions ?? '')?.[1];
  return place === undefined ? [] : [{ from: token, name: `${place}cls_token`, transposed: false }];
}

function certain(found: readonly Renaming[], { tensors }: OnnxGraph): Renaming[] {
  const keyOf = ({ name, transposed }: Renaming): string => `${transposed}:${name}`;
  const bySource = Map.groupBy(found, ({ from }) => from);
  const single = [...bySource.values()].flatMap((ways) =>
    new Set(ways.map(keyOf)).size === 1 ? ways.slice(0, 1) : [],
  );
  const byName = Map.groupBy(single, ({ name }) => name);
  return [...byName.values()].flatMap((ways) =>
    ways.length === 1 && !tensors.has(ways[0]?.name ?? '') ? ways : [],
  );
}
