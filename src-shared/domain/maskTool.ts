import { Sha256 } from './ids.ts';

/** The model that a mask version comes from. */
export interface MaskModel {
  readonly sha256: Sha256;
  readonly name: string;
}

const longestName = 100;

/** How the tool of a mask version names a model: its hash, a blank, its name. */
export function toolOfModel({ sha256, name }: MaskModel): string {
  return `${sha256} ${name.slice(0, longestName)}`;
}

/** The model that a tool names; null where it is something else that drew. */
export function modelOfTool(tool: string): MaskModel | null {
  const sha256 = Sha256.safeParse(tool.slice(0, 64));
  if (!sha256.success || tool[64] !== ' ') return null;
  return { sha256: sha256.data, name: tool.slice(65) };
}
