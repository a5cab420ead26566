import { BankFileFault } from './statement.js';
import { textOfBytes } from './text-of-bytes.js';

/** An aggregate opens or closes, or an element has a value. Names in capitals. */
export type OfxEvent =
  | { kind: 'OPEN' | 'CLOSE'; name: string; line: number }
  | { kind: 'VALUE'; name: string; text: string; line: number };

const MAX_PIECE = 65_536;
const MAX_DEPTH = 64;

/**
 * Both forms of OFX as one stream: what has text behind its tag is an element, closed or not; what
 * has a tag behind its tag is an aggregate. An element of SGML without a value is left out.
 * @throws BankFileFault
 */
export async function* ofxEvents(source: AsyncIterable<Uint8Array>): AsyncGenerator<OfxEvent> {
  const state: State = { open: [], line: 1 };
  let rest = '';
  for await (const text of textOfBytes(source, declaredEncoding)) {
    rest += text;
    const end = yield* complete(rest, state);
    rest = rest.slice(end);
    if (rest.length > MAX_PIECE) fail(state, 'TOO_LARGE', 'a tag or a value without an end');
  }
  yield* complete(`${rest}<`, state);
  if (state.open.length > 0) fail(state, 'MALFORMED', `<${state.open.at(-1)}> is not closed`);
}

interface State {
  open: string[];
  line: number;
  /** A tag whose nature shows with what follows it. */
  pending?: { name: string; line: number } | undefined;
  /** An element that may be closed by its own tag. */
  closable?: string | undefined;
}

/** `CHARSET:1252` of OFX 1, `encoding="UTF-8"` of OFX 2; what is neither is guessed. */
function declaredEncoding(head: string): string | undefined {
  const xml = /<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1];
  if (xml !== undefined) return xml;
  if (/ENCODING:\s*(UTF-8|UNICODE)/i.test(head)) return 'utf-8';
  if (/CHARSET:\s*1252/i.test(head)) return 'windows-1252';
  const iso = /CHARSET:\s*(ISO-8859-\d+)/i.exec(head)?.[1];
  return iso;
}

function fail(
  state: State,
  code: 'MALFORMED' | 'FORBIDDEN' | 'TOO_LARGE' | 'TOO_DEEP',
  detail: string,
): never {
  throw new BankFileFault(code, state.line, detail);
}

/** A piece is a tag with the text behind it: complete when the next tag begins. */
function* complete(text: string, state: State): Generator<OfxEvent, number> {
  let at = text.indexOf('<');
  if (at < 0) return 0;
  // Only the header stands before the first tag.
  state.line += countLines(text.slice(0, at));
  for (;;) {
    const next = text.indexOf('<', at + 1);
    if (next < 0) return at;
    yield* pieceEvents(text.slice(at, next), state);
    at = next;
  }
}

const PIECE = /^<(\/?)([A-Za-z][\w.:-]*)\s*(\/?)>([^]*)$/;

function* pieceEvents(piece: string, state: State): Generator<OfxEvent> {
  if (piece.startsWith('<!')) fail(state, 'FORBIDDEN', 'a document type is not taken');
  if (!piece.startsWith('<?')) {
    const found = PIECE.exec(piece);
    if (!found) fail(state, 'MALFORMED', `${piece.slice(0, 60).trim()} is no tag`);
    const [, slash, raw = '', , behind = ''] = found;
    const [name, value] = [raw.toUpperCase(), behind.trim()];
    if (slash) yield* closed(name, state);
    else yield* opened(name, value, state);
  }
  state.line += countLines(piece);
}

function* opened(name: string, value: string, state: State): Generator<OfxEvent> {
  yield* aggregate(state);
  state.closable = undefined;
  if (value === '') {
    state.pending = { name, line: state.line };
    return;
  }
  state.closable = name;
  yield { kind: 'VALUE', name, text: decoded(value, state), line: state.line };
}

function* closed(name: string, state: State): Generator<OfxEvent> {
  if (state.closable === name || state.pending?.name === name) {
    // The end of an element, with a value or without one.
    state.closable = undefined;
    state.pending = undefined;
    return;
  }
  // A tag without a value before the end of its aggregate is an empty element of SGML.
  state.pending = undefined;
  state.closable = undefined;
  const open = state.open.pop();
  if (open !== name)
    fail(state, 'MALFORMED', `</${name}> closes ${open ? `<${open}>` : 'nothing'}`);
  yield { kind: 'CLOSE', name, line: state.line };
}

/** A tag that another tag follows is an aggregate. */
function* aggregate(state: State): Generator<OfxEvent> {
  if (!state.pending) return;
  const { name, line } = state.pending;
  state.pending = undefined;
  if (EMPTY_ELEMENTS.has(name)) return;
  if (state.open.length >= MAX_DEPTH) fail(state, 'TOO_DEEP', `more than ${MAX_DEPTH} levels`);
  state.open.push(name);
  yield { kind: 'OPEN', name, line };
}

/** Elements that banks write without a value and without an end. */
const EMPTY_ELEMENTS: ReadonlySet<string> = new Set([
  'MEMO',
  'NAME',
  'CHECKNUM',
  'REFNUM',
  'FITID',
  'BRANCHID',
  'BANKID',
  'INTU.BID',
  'INTU.USERID',
  'MESSAGE',
  'SIC',
  'SRVRTID',
  'DTUSER',
  'DTAVAIL',
  'ORG',
  'FID',
]);

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  quot: '"',
  apos: "'",
};

/** Banks write a bare `&` too; it stays as it is. */
function decoded(raw: string, state: State): string {
  return raw.replace(/&(\w{1,20}|#\d{1,7});/g, (whole, name: string) => {
    if (name.startsWith('#')) {
      const code = Number(name.slice(1));
      return code >= 0x20 && code <= 0xd7ff ? String.fromCodePoint(code) : ' ';
    }
    return ENTITIES[name] ?? fail(state, 'FORBIDDEN', `the entity ${whole}`);
  });
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
