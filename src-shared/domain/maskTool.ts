/** The model that a mask version comes from. */
export interface MaskModel {
  /** 64 hexadecimal digits. */
  readonly sha256: string;
  readonly name: string;
}

const longestName = 100;
/** Not by the schema of a hash: the page reads tools too, and its policy allows no schema library to compile code. */
const modelTool = /^([0-9a-f]{64}) (.*)$/s;

/** How the tool of a mask version names a model: its hash, a blank, its name. */
export function toolOfModel({ sha256, name }: MaskModel): string {
  return `${sha256} ${name.slice(0, longestName)}`;
}

/** The model that a tool names; null where it is something else that drew. */
export function modelOfTool(tool: string): MaskModel | null {
  const [, sha256, name] = modelTool.exec(tool) ?? [];
  return sha256 === undefined || name === undefined ? null : { sha256, name };
}
