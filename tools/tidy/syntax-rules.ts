import {
  type Finding,
  isGenerated,
  isTest,
  linesOf,
  nodesOf,
  type SourceFile,
  type SyntaxNode,
} from './source.js';

const FUNCTION_LIMIT = 60;
const PARAMETER_LIMIT = 3;
const SUITES = new Set(['describe']);
const TEST_WORDS = new Set(['test', 'it', 'describe']);
const OFF_WORDS = new Set(['only', 'skip', 'todo']);
const OFF_NAMES = new Set(['fit', 'fdescribe', 'xit', 'xtest', 'xdescribe']);
/** Jest takes what it loads by default export. */
const BY_DEFAULT =
  /(^|\/)(jest\.config|global-(setup|teardown)|\S+-(reporter|sequencer|runtime|environment))\.mjs$/;
/** The four parameters that GraphQL gives to each resolver. */
const RESOLVER = /^_?(source|root|parent),_?args,_?(ctx|context),_?info$/;

/** A function is read on one screen: 60 lines is the hard limit, 40 the aim. */
export function functionLength(file: SourceFile): Finding[] {
  return findIn(file, 'function length', (node, above) => {
    if (!functionOf(node) || isSuite(above)) return undefined;
    const { first, last } = linesOf(file, node);
    const length = last - first + 1;
    if (length <= FUNCTION_LIMIT) return undefined;
    return `A function of ${length} lines; at most ${FUNCTION_LIMIT}. Give its parts names.`;
  });
}

/** `any` switches the compiler off for everything that it touches. */
export function noAny(file: SourceFile): Finding[] {
  return findIn(file, 'any', (node) =>
    node.type === 'TsKeywordType' && node['kind'] === 'any'
      ? 'The type any. Name the type, or take unknown and check it.'
      : undefined,
  );
}

/** `x!` promises what nobody checks; tests fail at once where it is wrong. */
export function noNonNull(file: SourceFile): Finding[] {
  if (isTest(file.path)) return [];
  return findIn(file, 'non-null', (node) =>
    node.type === 'TsNonNullExpression'
      ? 'A non-null assertion. Handle the missing value, or throw with a reason.'
      : undefined,
  );
}

/** A name is given once, where the thing is made. */
export function noDefaultExport(file: SourceFile): Finding[] {
  if (BY_DEFAULT.test(file.path)) return [];
  return findIn(file, 'default export', (node) => {
    const exported = node['exported'] as SyntaxNode | null | undefined;
    const renamed = node.type === 'ExportSpecifier' && exported?.['value'] === 'default';
    const plain = node.type === 'ExportDefaultDeclaration';
    if (!renamed && !plain && node.type !== 'ExportDefaultExpression') return undefined;
    return 'A default export. Export it by its name.';
  });
}

/**
 * At most three positional parameters, then an object. Decorated ones are named by decorators; the
 * parameters of a callback, as of `test.each`, are its callee's to choose.
 */
export function fewParameters(file: SourceFile): Finding[] {
  return findIn(file, 'parameters', (node, above) => {
    if (node.type === 'ArrowFunctionExpression' && above?.type === 'CallExpression') {
      return undefined;
    }
    const parameters = positionalOf(node);
    if (parameters.length <= PARAMETER_LIMIT) return undefined;
    if (RESOLVER.test(parameters.join(','))) return undefined;
    const count = parameters.length;
    return `${count} positional parameters; at most ${PARAMETER_LIMIT}, then an object.`;
  });
}

/**
 * A test that is switched off, or switches the others off, proves nothing. A condition of the
 * machine is no switch: `const whenRoot = asRoot ? describe : describe.skip`.
 */
export function noSwitchedOffTests(file: SourceFile): Finding[] {
  if (!isTest(file.path)) return [];
  return findIn(file, 'switched-off test', (node, above) => {
    const name = above?.type === 'ConditionalExpression' ? undefined : switchedOff(node);
    return name === undefined ? undefined : `${name}: run the test, or delete it.`;
  });
}

function findIn(
  file: SourceFile,
  rule: string,
  check: (node: SyntaxNode, above: SyntaxNode | undefined) => string | undefined,
): Finding[] {
  if (isGenerated(file)) return [];
  return nodesOf(file).flatMap(({ node, above }) => {
    const text = check(node, above);
    if (text === undefined) return [];
    return [{ path: file.path, line: linesOf(file, node).first, rule, text }];
  });
}

/** The part of a node that holds parameters and a body; methods keep it one level down. */
function functionOf(node: SyntaxNode): { params: SyntaxNode[] } | undefined {
  const part = (node['function'] ?? node) as Partial<SyntaxNode>;
  const params = part['params'];
  const body = part['body'];
  if (!Array.isArray(params) || body === undefined || body === null) return undefined;
  return { params: params as SyntaxNode[] };
}

function parametersOf(node: SyntaxNode): SyntaxNode[] {
  const signature = node.type === 'TsMethodSignature' || node.type === 'TsFunctionType';
  if (signature) return (node['params'] ?? []) as SyntaxNode[];
  return functionOf(node)?.params ?? [];
}

/** The callback of `describe` holds tests, each with its own length. */
function isSuite(above: SyntaxNode | undefined): boolean {
  if (above?.type !== 'CallExpression') return false;
  const callee = above['callee'] as SyntaxNode;
  const inner = callee.type === 'CallExpression' ? (callee['callee'] as SyntaxNode) : callee;
  const name = inner.type === 'MemberExpression' ? (inner['object'] as SyntaxNode) : inner;
  return SUITES.has(String(name['value']));
}

/** Names of the parameters that a caller gives by place; `{}` for a pattern. */
function positionalOf(node: SyntaxNode): string[] {
  return parametersOf(node)
    .filter((parameter) => ((parameter['decorators'] ?? []) as unknown[]).length === 0)
    .map((parameter) => {
      const pattern = (parameter['pat'] ?? parameter['param'] ?? parameter) as SyntaxNode;
      const target = (pattern['left'] ?? pattern['argument'] ?? pattern) as SyntaxNode;
      return String(target['value'] ?? '{}');
    });
}

function switchedOff(node: SyntaxNode): string | undefined {
  if (node.type === 'CallExpression') {
    const name = String((node['callee'] as SyntaxNode)['value']);
    return OFF_NAMES.has(name) ? name : undefined;
  }
  if (node.type !== 'MemberExpression') return undefined;
  const object = String((node['object'] as SyntaxNode)['value']);
  const property = String((node['property'] as SyntaxNode)['value']);
  return TEST_WORDS.has(object) && OFF_WORDS.has(property) ? `${object}.${property}` : undefined;
}
