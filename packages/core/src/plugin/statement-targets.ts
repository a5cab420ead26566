import type { SqlToken } from './sql-tokens.js';

/** Something in a statement that the rules for migrations look at. */
export interface StatementFinding {
  kind: 'change' | 'reference' | 'session' | 'transaction' | 'rights' | 'definer';
  /** Schema of the object, where a name is qualified. */
  schema?: string;
  /** Of a function with the rights of the owner: its name without the schema. */
  name?: string;
  /** The words concerned: `alter table hr.employee`. */
  text: string;
  line: number;
}

type Tokens = readonly SqlToken[];

const TRANSACTION = new Set(
  'begin start commit rollback abort end savepoint release prepare'.split(' '),
);
/** Words after which another statement begins inside of a body. */
const OPENERS = new Set(['begin', 'then', 'else', 'loop', 'atomic']);
const MODIFIERS = new Set(
  (
    'or replace temp temporary unlogged global local unique recursive constraint concurrently if ' +
    'not exists only materialized foreign'
  ).split(' '),
);
const NAMED = new Set(
  (
    'table view sequence function procedure routine aggregate type domain index statistics ' +
    'collation operator conversion'
  ).split(' '),
);
const ON_TABLE = new Set(['trigger', 'policy', 'rule']);
const WIDE = new Set(
  (
    'role user group database tablespace extension schema event publication subscription server ' +
    'language cast system default access owned transform data'
  ).split(' '),
);
const HELD_SETTINGS = new Set(
  'role search_path session session_authorization row_security session_replication_role'.split(' '),
);

/** Everything in one statement that the rules for migrations look at. */
export function statementFindings(tokens: Tokens): StatementFinding[] {
  const first = tokens[0];
  const findings: StatementFinding[] = [];
  if (first && TRANSACTION.has(first.text)) {
    findings.push({ kind: 'transaction', text: first.text, line: first.line });
  }
  tokens.forEach((token, at) => {
    if (token.kind !== 'word') return;
    findings.push(...anywhere(tokens, at), ...(isStart(tokens, at) ? leading(tokens, at) : []));
  });
  return findings;
}

function isStart(tokens: Tokens, at: number): boolean {
  const before = tokens[at - 1];
  return !before || before.text === ';' || (before.kind === 'word' && OPENERS.has(before.text));
}

/** Writes may hide in a `with`; keys and function options stand inside of statements too. */
function anywhere(tokens: Tokens, at: number): StatementFinding[] {
  const pair = `${word(tokens, at)} ${word(tokens, at + 1)}`;
  if (pair === 'insert into' || pair === 'delete from' || pair === 'merge into') {
    return changes(tokens, { at, name: at + 2 });
  }
  if (word(tokens, at) === 'update') return changes(tokens, { at, name: at + 1 });
  if (word(tokens, at) === 'references') {
    return changes(tokens, { at, name: at + 1 }).map((f) => ({ ...f, kind: 'reference' }));
  }
  if (pair === 'security definer') {
    return [{ ...finding('definer', tokens, { at, to: at + 2 }), name: functionName(tokens) }];
  }
  if (pair === 'owner to') return [finding('rights', tokens, { at, to: at + 3 })];
  const setting = word(tokens, at) === 'set_config' ? tokens[at + 2] : undefined;
  if (setting?.kind === 'text' && HELD_SETTINGS.has(setting.text.toLowerCase())) {
    return [{ kind: 'session', text: `set_config ${setting.text}`, line: setting.line }];
  }
  return [];
}

/** Of `create function accounting.post(...)` the last part of the name. */
function functionName(tokens: Tokens): string {
  let at = tokens.findIndex((_, i) => /^(?:function|procedure|routine)$/.test(word(tokens, i))) + 1;
  while (tokens[at + 1]?.text === '.') at += 2;
  return tokens[at]?.text ?? '';
}

/** Statements that are known by their first word. */
function leading(tokens: Tokens, at: number): StatementFinding[] {
  switch (word(tokens, at)) {
    case 'create':
    case 'alter':
    case 'drop':
      return [...definition(tokens, at), ...movedSchema(tokens, at)];
    case 'truncate':
    case 'copy':
    case 'lock':
    case 'refresh':
    case 'reindex':
    case 'cluster':
    case 'vacuum':
    case 'analyze':
      return changes(tokens, { at, name: nameAfterKind(tokens, at + 1) });
    case 'comment':
      return word(tokens, at + 1) === 'on' ? comment(tokens, at) : [];
    case 'grant':
    case 'revoke':
      return rights(tokens, at);
    case 'set':
      return session(tokens, at);
    case 'reset':
    case 'discard':
      return [finding('session', tokens, { at, to: at + 2 })];
    case 'reassign':
    case 'import':
    case 'security':
      return [finding('rights', tokens, { at, to: at + 3 })];
    default:
      return [];
  }
}

function definition(tokens: Tokens, at: number): StatementFinding[] {
  const kindAt = skip(tokens, at + 1, MODIFIERS);
  const kind = word(tokens, kindAt);
  if (WIDE.has(kind)) return [finding('rights', tokens, { at, to: kindAt + 2 })];
  const isCreate = word(tokens, at) === 'create';
  if (ON_TABLE.has(kind)) return changes(tokens, { at, name: afterOn(tokens, kindAt, kind) });
  if (isCreate && kind === 'index') {
    return changes(tokens, { at, name: afterOn(tokens, kindAt, kind) });
  }
  return NAMED.has(kind) ? changes(tokens, { at, name: kindAt + 1 }) : [];
}

/** `alter ... set schema other` moves the object away. */
function movedSchema(tokens: Tokens, at: number): StatementFinding[] {
  const end = endOf(tokens, at);
  for (let i = at; i < end; i++) {
    if (word(tokens, i) !== 'set' || word(tokens, i + 1) !== 'schema') continue;
    const schema = tokens[i + 2]?.text ?? '';
    return [{ ...finding('change', tokens, { at: i, to: i + 3 }), schema }];
  }
  return [];
}

function comment(tokens: Tokens, at: number): StatementFinding[] {
  const kindAt = skip(tokens, at + 2, MODIFIERS);
  const kind = word(tokens, kindAt);
  const constraint = word(tokens, at + 2) === 'constraint';
  if (constraint || ON_TABLE.has(kind)) {
    return changes(tokens, { at, name: afterOn(tokens, at + 2, kind) });
  }
  if (WIDE.has(kind)) return schemaOrWide(tokens, { at, kindAt });
  return changes(tokens, { at, name: kindAt + 1, parts: kind === 'column' ? 3 : 2 });
}

function rights(tokens: Tokens, at: number): StatementFinding[] {
  const end = endOf(tokens, at);
  const on = tokens.findIndex((_, i) => i > at && i < end && word(tokens, i) === 'on');
  if (on < 0) return [finding('rights', tokens, { at, to: at + 4 })];
  if (word(tokens, on + 1) === 'all') {
    const kindAt = tokens.findIndex((_, i) => i > on && word(tokens, i) === 'schema');
    return schemaOrWide(tokens, { at, kindAt });
  }
  if (WIDE.has(word(tokens, on + 1))) return schemaOrWide(tokens, { at, kindAt: on + 1 });
  return changes(tokens, { at, name: nameAfterKind(tokens, on + 1) });
}

/** `on schema x` changes that schema; other objects of this kind are the whole database's. */
function schemaOrWide(
  tokens: Tokens,
  { at, kindAt }: { at: number; kindAt: number },
): StatementFinding[] {
  const found = finding('rights', tokens, { at, to: kindAt + 2 });
  if (word(tokens, kindAt) !== 'schema') return [found];
  return [{ ...found, kind: 'change', schema: tokens[kindAt + 1]?.text ?? '' }];
}

function session(tokens: Tokens, at: number): StatementFinding[] {
  const scope = word(tokens, at + 1);
  if (scope === 'constraints' || scope === 'transaction') return [];
  if (scope === 'local' && !HELD_SETTINGS.has(word(tokens, at + 2))) return [];
  return [finding('session', tokens, { at, to: at + (scope === 'local' ? 3 : 2) })];
}

/** The qualified names of a list; an unqualified one is found through search_path. */
function changes(
  tokens: Tokens,
  { at, name, parts = 2 }: { at: number; name: number; parts?: number },
): StatementFinding[] {
  const found: StatementFinding[] = [];
  let start = skip(tokens, name, MODIFIERS);
  for (;;) {
    let end = start + 1;
    while (tokens[end]?.text === '.') end += 2;
    if ((end - start + 1) / 2 >= parts && name > 0) {
      const words = tokens.slice(at, name).filter((_, i) => i < 3);
      const line = tokens[start]?.line ?? 0;
      const text = `${words.map((t) => t.text).join(' ')} ${joined(tokens, start, end)}`;
      found.push({ kind: 'change', schema: tokens[start]?.text ?? '', text, line });
    }
    end = afterArguments(tokens, end);
    if (tokens[end]?.text !== ',') return found;
    start = skip(tokens, end + 1, MODIFIERS);
  }
}

/** `f(a, b), g(c)`: the list goes on behind the parentheses. */
function afterArguments(tokens: Tokens, at: number): number {
  if (tokens[at]?.text !== '(') return at;
  let depth = 0;
  for (let i = at; i < tokens.length; i++) {
    if (tokens[i]?.text === '(') depth += 1;
    if (tokens[i]?.text === ')' && --depth === 0) return i + 1;
  }
  return tokens.length;
}

/** Where the table of a trigger, policy, rule, constraint or index is named; -1: nowhere. */
function afterOn(tokens: Tokens, at: number, kind: string): number {
  const end = endOf(tokens, at);
  const marks = kind === 'rule' ? ['on', 'to'] : ['on'];
  const on = tokens.findIndex((_, i) => i > at && i < end && marks.includes(word(tokens, i)));
  if (on < 0) return -1;
  // `create rule r as on update to t`: the event comes first.
  const to = kind === 'rule' && word(tokens, on + 2) === 'to' ? on + 2 : on;
  return word(tokens, to + 1) === 'domain' ? to + 2 : to + 1;
}

/** Past a kind of object (`table`, `materialized view`), when one is named. */
function nameAfterKind(tokens: Tokens, at: number): number {
  const kindAt = skip(tokens, at, MODIFIERS);
  const isKind = NAMED.has(word(tokens, kindAt)) && tokens[kindAt + 1]?.text !== '.';
  return isKind ? kindAt + 1 : kindAt;
}

function endOf(tokens: Tokens, at: number): number {
  const end = tokens.findIndex(({ kind, text }, i) => i > at && kind === 'sign' && text === ';');
  return end < 0 ? tokens.length : end;
}

function skip(tokens: Tokens, at: number, words: ReadonlySet<string>): number {
  let next = at;
  while (words.has(word(tokens, next))) next += 1;
  return next;
}

function word(tokens: Tokens, at: number): string {
  const token = tokens[at];
  return token?.kind === 'word' ? token.text : '';
}

function joined(tokens: Tokens, from: number, to: number): string {
  const texts = tokens.slice(from, to).map(({ text }) => text);
  return texts.join('');
}

function finding(
  kind: StatementFinding['kind'],
  tokens: Tokens,
  { at, to }: { at: number; to: number },
): StatementFinding {
  const text = tokens
    .slice(at, to)
    .map((token) => token.text)
    .join(' ');
  return { kind, text, line: tokens[at]?.line ?? 0 };
}
