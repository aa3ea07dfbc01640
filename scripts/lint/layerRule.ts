import { isBuiltin } from 'node:module';
import path from 'node:path';
import type { Rule } from 'eslint';
import { keptFor, rooms } from './rooms.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** The room in which a file lies, by its path from the repository's root, or null outside every room. */
export function roomOf(file: string): string | null {
  let best: string | null = null;
  let longest = -1;
  for (const [name, room] of Object.entries(rooms)) {
    const inside = file === room.path || file.startsWith(`${room.path}/`);
    if (inside && room.path.length > longest) {
      best = name;
      longest = room.path.length;
    }
  }
  return best;
}

function covers(permission: string, room: string): boolean {
  return room === permission || room.startsWith(`${permission}/`);
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return (specifier.startsWith('@') ? parts.slice(0, 2) : parts.slice(0, 1)).join('/');
}

/**
 * Why `file` may not import `specifier`, in a sentence, or null if it may.
 *
 * @param file path from the repository's root, with forward slashes
 * @param typesOnly whether the import vanishes when types are stripped
 */
export function objection(file: string, specifier: string, typesOnly: boolean): string | null {
  if (!/^src-[a-z]+\//.test(file)) return null;
  const name = roomOf(file);
  const room = name === null ? undefined : rooms[name];
  if (name === null || room === undefined) {
    return `${file} lies in no room: give its folder a row in scripts/lint/rooms.ts.`;
  }

  if (!specifier.startsWith('.')) {
    if (isBuiltin(specifier))
      return room.node ? null : `${name} runs without Node: it may not use ${specifier}.`;
    const wanted = packageOf(specifier);
    const keeper = keptFor[wanted];
    if (keeper !== undefined && !covers(keeper, name)) {
      return `${wanted} is imported by ${keeper} alone: go through that room.`;
    }
    if (room.packages !== undefined && !room.packages.includes(wanted)) {
      const allowed = room.packages.length === 0 ? 'no packages at all' : room.packages.join(', ');
      return `${name} may not use the package ${wanted} (it may use ${allowed}).`;
    }
    return null;
  }

  const target = path.posix.join(path.posix.dirname(file), specifier);
  const targetRoom = roomOf(target);
  if (targetRoom === null) return `${target} lies in no room that ${name} could use.`;
  if (target.endsWith('.task.ts') && !typesOnly && name !== 'computeProcess' && !file.endsWith('.task.ts')) {
    return `${target} runs in a compute process: import types of it, and put what both sides need into a file of its own.`;
  }
  if (covers(name, targetRoom) || room.uses.some((permission) => covers(permission, targetRoom))) return null;
  if (room.usesTypesOf?.some((permission) => covers(permission, targetRoom)) === true) {
    return typesOnly ? null : `${name} may use types of ${targetRoom} alone: write "import type".`;
  }
  return `${name} may not use ${targetRoom} (it may use ${room.uses.join(', ') || 'no other room'}).`;
}

/** ESTree with the two things that TypeScript's parser adds. */
type Sourced = Rule.Node & {
  readonly importKind?: string;
  readonly exportKind?: string;
  readonly specifiers?: readonly { readonly importKind?: string; readonly exportKind?: string }[];
  readonly source?: { readonly type: string; readonly value?: unknown } | null;
};

function typesOnly(node: Sourced): boolean {
  return node.importKind === 'type' || node.exportKind === 'type';
}

/** Checks every way of naming another module against the table of rooms. */
export const layerRule: Rule.RuleModule = {
  meta: {
    type: 'problem',
    docs: { description: 'keep the rooms of the house apart, as scripts/lint/rooms.ts says' },
    schema: [],
    messages: { layer: '{{reason}}' },
  },
  create(context) {
    const file = path.relative(root, context.filename).split(path.sep).join('/');

    function check(node: Rule.Node, specifier: unknown, types: boolean): void {
      if (typeof specifier !== 'string') return;
      const reason = objection(file, specifier, types);
      if (reason !== null) context.report({ node, messageId: 'layer', data: { reason } });
    }

    function checkSource(node: Rule.Node): void {
      const sourced = node as Sourced;
      check(node, sourced.source?.value, typesOnly(sourced));
    }

    return {
      ImportDeclaration: checkSource,
      ExportNamedDeclaration: checkSource,
      ExportAllDeclaration: checkSource,
      ImportExpression: checkSource,
      // import('…').Type, TypeScript's inline way
      TSImportType(node: Rule.Node) {
        check(node, (node as Sourced).source?.value, true);
      },
      CallExpression(node) {
        const [argument] = node.arguments;
        const required = node.callee.type === 'Identifier' && node.callee.name === 'require';
        if (required && argument?.type === 'Literal') check(node, argument.value, false);
      },
      // new URL('…', import.meta.url) names assets and process entries, not modules: left alone.
    };
  },
};
