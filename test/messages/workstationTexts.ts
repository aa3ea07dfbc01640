/**
 * Finds what the workstation writes for people in its sources: messages and remedies of errors, and the texts of files
 * that write notes, reasons and descriptions. A text with values in it is a template: "{0} of {1} files".
 */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { methodSummaries } from '../../src-main/tuning/methodCatalog.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Files of which every text is for people, beside the errors: reasons, notes of jobs, descriptions. */
const described = globSync(
  [
    'src-main/backbones/{import.task,inspection,networkTest,originFiles}.ts',
    'src-main/compute/{child,supervisor}.ts',
    'src-main/events/signatures.ts',
    'src-main/networks/methods/registry.ts',
    'src-main/predictions/predict.job.ts',
    'src-main/experiments/{experiment.job,ranking}.ts',
    'src-main/jobs/createJobs.ts',
    'src-main/masks/{cocoFile,maskImport.job,maskImport.service,maskRequest,maskTray}.ts',
    'src-main/networks/{backbone,catalogue,safetensors,safetensorsHeader}.ts',
    'src-main/networks/{checkpoints,families}/*.ts',
    'src-main/proposals/opencvProposers.ts',
    'src-main/proposals/models/{answers,card,imageFacts,import.task,inspection,maskModels.service,openModels}.ts',
    'src-main/proposals/models/{promptMask,recognise,segmentFrame,signature}.ts',
    'src-main/segmentation/*.job.ts',
    'src-main/storage/{place,preparedStore}.ts',
    'src-main/studies/{imageLimits,imports.job,imports.service,manifest}.ts',
    'src-main/system/{providerChoice,providers,selfTest,system.service,verify}.ts',
    'src-main/tuning/{cacheEstimate,methodCatalog,splitRefusals,trainer,tune.job}.ts',
    'src-shared/domain/{cacheLine,errors,maskCodec,probabilityMap}.ts',
    'src-shared/domain/masks/*.ts',
  ],
  { cwd: root },
);

/** A template, and where it is written: "src-main/db/database.ts:12". */
export type FoundTexts = ReadonlyMap<string, string>;

/** More forms than this of one text would be a list, not a text. */
const mostForms = 12;

class Reader {
  readonly #checker: ts.TypeChecker;
  readonly #calls = new Map<ts.Node, ts.CallExpression[]>();

  constructor(program: ts.Program, sources: readonly ts.SourceFile[]) {
    this.#checker = program.getTypeChecker();
    for (const source of sources) this.#noteCalls(source);
  }

  /** The forms a text may have, with `{}` for what is filled in; null where nothing is known of it. */
  forms(node: ts.Expression, depth = 0): string[] | null {
    if (depth > 6) return null;
    if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) {
      return this.forms(node.expression, depth);
    }
    if (ts.isStringLiteralLike(node)) return [node.text];
    if (ts.isTemplateExpression(node)) return this.#ofTemplate(node, depth);
    if (ts.isConditionalExpression(node)) return this.#either([node.whenTrue, node.whenFalse], depth);
    if (ts.isBinaryExpression(node)) {
      const { kind } = node.operatorToken;
      if (kind === ts.SyntaxKind.QuestionQuestionToken) return this.#either([node.left, node.right], depth);
      if (kind !== ts.SyntaxKind.PlusToken) return null;
      const [before, after] = [node.left, node.right].map((side) => this.forms(side, depth + 1) ?? ['{}']);
      return (before ?? []).flatMap((one) => (after ?? []).map((two) => one + two));
    }
    if (ts.isCallExpression(node)) return this.#ofCall(node, depth);
    return ts.isIdentifier(node) ? this.#ofName(node, depth) : null;
  }

  /** What a function of the same file answers, where it does nothing else. */
  #ofCall(node: ts.CallExpression, depth: number): string[] | null {
    const declared = this.#checker.getResolvedSignature(node)?.declaration;
    if (!declared || declared.getSourceFile() !== node.getSourceFile()) return null;
    if (ts.isArrowFunction(declared) && !ts.isBlock(declared.body))
      return this.forms(declared.body, depth + 1);
    if (!ts.isFunctionDeclaration(declared) || declared.body?.statements.length !== 1) return null;
    const [only] = declared.body.statements;
    return only && ts.isReturnStatement(only) && only.expression
      ? this.forms(only.expression, depth + 1)
      : null;
  }

  #ofTemplate(node: ts.TemplateExpression, depth: number): string[] {
    let all = [node.head.text];
    for (const { expression, literal } of node.templateSpans) {
      const known = this.forms(expression, depth + 1);
      const fits = known !== null && !known.includes('{}') && known.length * all.length <= mostForms;
      all = all.flatMap((one) => (fits ? known : ['{}']).map((form) => one + form + literal.text));
    }
    return all;
  }

  #either(nodes: readonly ts.Expression[], depth: number): string[] | null {
    const known = nodes.map((node) => this.forms(node, depth + 1));
    if (known.every((one) => one === null)) return null;
    return [...new Set(known.flatMap((one) => one ?? ['{}']))];
  }

  /** A constant is what it was set to; a parameter, what any call gives it. */
  #ofName(node: ts.Identifier, depth: number): string[] | null {
    let symbol = this.#checker.getSymbolAtLocation(node);
    if (symbol && (symbol.flags & ts.SymbolFlags.Alias) !== 0)
      symbol = this.#checker.getAliasedSymbol(symbol);
    const declared = symbol?.valueDeclaration;
    if (declared && ts.isVariableDeclaration(declared)) {
      const isConstant = (ts.getCombinedNodeFlags(declared) & ts.NodeFlags.Const) !== 0;
      return declared.initializer && isConstant ? this.forms(declared.initializer, depth + 1) : null;
    }
    if (!declared || !ts.isParameter(declared)) return null;
    const at = declared.parent.parameters.indexOf(declared);
    const given = (this.#calls.get(declared.parent) ?? []).map((call) => call.arguments[at]);
    const all = declared.initializer ? [...given, declared.initializer] : given;
    return this.#either(
      all.filter((one) => one !== undefined),
      depth,
    );
  }

  #noteCalls(node: ts.Node): void {
    if (ts.isCallExpression(node)) {
      const declared = this.#checker.getResolvedSignature(node)?.declaration;
      if (declared) this.#calls.set(declared, [...(this.#calls.get(declared) ?? []), node]);
    }
    ts.forEachChild(node, (child) => this.#noteCalls(child));
  }
}

/** What cards and the catalogue of networks say for people, by the names of their fields. */
const spokenFields = ['crop', 'data', 'intendedUse', 'note', 'notes', 'origin', 'procedure'];

function noteCards(found: Map<string, string>): void {
  for (const file of globSync('models/{,*/}{card,catalogue}.json', { cwd: root })) {
    const look = (value: unknown, field: string, within: string): void => {
      if (typeof value === 'string') {
        const spoken = spokenFields.includes(field) || (field === 'name' && within === 'figures');
        if (spoken && value.includes(' ')) found.set(value, file);
      } else if (Array.isArray(value)) {
        for (const one of value) look(one, field, field);
      } else if (typeof value === 'object' && value !== null) {
        for (const [name, one] of Object.entries(value)) look(one, name, field);
      }
    };
    look(JSON.parse(readFileSync(path.join(root, file), 'utf8')), '', '');
  }
}

/** A template as it stands in a catalogue: what is filled in has a number. */
function numbered(form: string): string {
  let next = 0;
  return form.replaceAll('{}', () => `{${String(next++)}}`);
}

/** All texts that the workstation writes for people. */
export function findWorkstationTexts(): FoundTexts {
  const files = globSync('{src-main,src-shared}/**/*.ts', { cwd: root }).filter(
    (file) => !file.startsWith('src-shared/messages') && !file.startsWith('src-main/hosts/cli'),
  );
  const { config } = ts.readConfigFile(path.join(root, 'src-main/tsconfig.json'), (file) =>
    ts.sys.readFile(file),
  ) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, path.join(root, 'src-main'));
  const program = ts.createProgram(
    files.map((file) => path.join(root, file)),
    options,
  );
  const sources = files
    .map((file) => program.getSourceFile(path.join(root, file)))
    .filter((source) => source !== undefined);
  const reader = new Reader(program, sources);
  const found = new Map<string, string>();
  for (const source of sources) {
    const name = path.relative(root, source.fileName);
    const note = (node: ts.Expression): void => {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      for (const form of reader.forms(node) ?? []) {
        if (/\p{L}{2}/u.test(form.replaceAll('{}', ''))) found.set(numbered(form), `${name}:${String(line)}`);
      }
    };
    const visit = (node: ts.Node): void => {
      if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
      if (ts.isNewExpression(node) && node.expression.getText() === 'LapidaryError') {
        for (const argument of (node.arguments ?? []).slice(1, 3)) note(argument);
        return;
      }
      // What only a mistake of the program throws is for its log.
      if (ts.isThrowStatement(node) && node.expression.getText().startsWith('new Error(')) return;
      if (described.includes(name) && (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node))) {
        if (isSentence(node)) note(node);
        return;
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  noteCards(found);
  // Titles of options are made of their names.
  for (const { options } of methodSummaries()) {
    for (const { title } of options) found.set(title, 'options of methods');
  }
  return found;
}

/** Whether a text is more than a name, and not a part of a statement for the database. */
function isSentence(node: ts.StringLiteralLike | ts.TemplateExpression): boolean {
  const text = node.getText();
  return /\p{L}{2,} [\p{L}(]/u.test(text) && !/\b(SELECT|INSERT|UPDATE|DELETE|PRAGMA|JOIN|AS)\b/.test(text);
}
