/** A piece of SQL text; comments and white space are gone. */
export interface SqlToken {
  /** `word`: keyword or plain name, lower case. `name`: in double quotes. */
  kind: 'word' | 'name' | 'text' | 'sign';
  text: string;
  /** Counted from 1. */
  line: number;
}

/**
 * Cuts SQL text into tokens as PostgreSQL does (chapter "Lexical Structure"): nested comments,
 * doubled quotes, E'' escapes and dollar quotes. Text that ends inside of a quote ends the last
 * token; the database reports it.
 */
export function sqlTokens(sql: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  let line = 1;
  for (let at = 0; at < sql.length;) {
    const { token, length } = tokenAt(sql, at);
    if (token) tokens.push({ ...token, line });
    line += sql.slice(at, at + length).split('\n').length - 1;
    at += length;
  }
  return tokens;
}

/**
 * The statements of a script. Bodies of functions and of `do` are opened: their tokens stand in
 * the statement, between two `;`.
 */
export function sqlStatements(sql: string): SqlToken[][] {
  const statements: SqlToken[][] = [];
  let current: SqlToken[] = [];
  let depth = 0; // of `begin atomic`, in which `;` does not end the statement
  for (const token of sqlTokens(sql)) {
    const isEnd = token.text === ';' && token.kind === 'sign' && depth === 0;
    if (isEnd) {
      statements.push(current);
      current = [];
      continue;
    }
    depth += depthChange(token, { depth, before: current.at(-1) });
    current.push(token);
  }
  return [...statements, current].filter(({ length }) => length > 0).map(openBodies);
}

interface Cut {
  token?: Omit<SqlToken, 'line'>;
  length: number;
}

const SPACE = /\s+/y;
const LINE_COMMENT = /--[^\n]*/y;
const ESCAPED = /[eE]'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)/y;
const QUOTED = /(?:[uU]&)?'(?:[^']|'')*(?:'|$)/y;
const QUOTED_NAME = /(?:[uU]&)?"(?:[^"]|"")*(?:"|$)/y;
const DOLLAR = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
const WORD = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;
const NUMBER = /\d[\d.]*/y;

function tokenAt(sql: string, at: number): Cut {
  const blank = match(SPACE, sql, at) ?? match(LINE_COMMENT, sql, at) ?? blockComment(sql, at);
  if (blank) return { length: blank.length };
  const text = match(ESCAPED, sql, at) ?? match(QUOTED, sql, at);
  if (text) return { token: { kind: 'text', text: unquoted(text, "'") }, length: text.length };
  const dollar = match(DOLLAR, sql, at);
  if (dollar) return dollarQuoted(sql, at, dollar);
  const name = match(QUOTED_NAME, sql, at);
  if (name) return { token: { kind: 'name', text: unquoted(name, '"') }, length: name.length };
  const word = match(WORD, sql, at) ?? match(NUMBER, sql, at);
  if (word) return { token: { kind: 'word', text: word.toLowerCase() }, length: word.length };
  return { token: { kind: 'sign', text: sql.charAt(at) }, length: 1 };
}

function match(pattern: RegExp, sql: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(sql)?.[0];
}

/** Block comments nest in PostgreSQL. */
function blockComment(sql: string, at: number): string | undefined {
  if (!sql.startsWith('/*', at)) return undefined;
  let depth = 0;
  let end = at;
  do {
    if (sql.startsWith('/*', end)) depth += 1;
    else if (sql.startsWith('*/', end)) depth -= 1;
    else {
      end += 1;
      continue;
    }
    end += 2;
  } while (depth > 0 && end < sql.length);
  return sql.slice(at, end);
}

function dollarQuoted(sql: string, at: number, quote: string): Cut {
  const from = at + quote.length;
  const close = sql.indexOf(quote, from);
  const to = close < 0 ? sql.length : close;
  return {
    token: { kind: 'text', text: sql.slice(from, to) },
    length: Math.min(to + quote.length, sql.length) - at,
  };
}

function unquoted(text: string, quote: string): string {
  const inner = text.slice(text.indexOf(quote) + 1, text.endsWith(quote) ? -1 : undefined);
  return inner.replaceAll(quote + quote, quote);
}

function depthChange(
  { kind, text }: SqlToken,
  { depth, before }: { depth: number; before: SqlToken | undefined },
): number {
  if (kind !== 'word') return 0;
  if (text === 'atomic' && before?.text === 'begin') return 1;
  if (depth === 0) return 0;
  if (text === 'case') return 1;
  return text === 'end' ? -1 : 0;
}

/** A text after `as` in `create function`, and the text of `do`, is code. */
function openBodies(statement: readonly SqlToken[]): SqlToken[] {
  const first = statement[0]?.text;
  const isRoutine =
    first === 'create' &&
    statement.slice(1, 5).some(({ text }) => text === 'function' || text === 'procedure');
  if (first !== 'do' && !isRoutine) return [...statement];
  return statement.flatMap((token, index) => {
    const isBody = first === 'do' || statement[index - 1]?.text === 'as';
    if (token.kind !== 'text' || !isBody) return [token];
    const end: SqlToken = { kind: 'sign', text: ';', line: token.line };
    const inner = sqlTokens(token.text);
    return [end, ...inner.map((t) => ({ ...t, line: t.line + token.line - 1 })), end];
  });
}
