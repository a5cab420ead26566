import { BankFileFault } from './statement.js';
import { textOfBytes } from './text-of-bytes.js';

/** A piece of XML. Names come without their namespace prefix. */
export type XmlEvent =
  | { kind: 'OPEN'; name: string; attributes: ReadonlyMap<string, string>; line: number }
  | { kind: 'TEXT'; text: string; line: number }
  | { kind: 'CLOSE'; name: string; line: number };

/** No bank nests deeper, and none writes a longer tag or text. */
const MAX_DEPTH = 64;
const MAX_PIECE = 262_144;

const NAME = /[\p{L}_][\p{L}\p{N}_.-]*(?::[\p{L}_][\p{L}\p{N}_.-]*)?/u;
const OPENING = new RegExp(
  `^<(${NAME.source})((?:\\s+[^\\s=]+\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>$`,
  'u',
);
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
/** Nearly all tags of a bank: found without looking at what attributes may be. */
const PLAIN_OPENING = /^<([A-Za-z]\w*)()(\/?)>$/;
const CLOSING = new RegExp(`^</(${NAME.source})\\s*>$`, 'u');
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** Events one by one: without a promise where they are read already, which is nearly always. */
export class XmlReader {
  private batch: readonly XmlEvent[] = [];
  private at = 0;
  private readonly batches: AsyncGenerator<XmlEvent[]>;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.batches = xmlEvents(source);
  }

  /** The next event, if it is read already. */
  ready(): XmlEvent | undefined {
    const event = this.batch[this.at];
    this.at += 1;
    return event;
  }

  /** The next event, or `undefined` at the end of the document. @throws BankFileFault */
  async next(): Promise<XmlEvent | undefined> {
    for (let event = this.ready(); ; event = this.ready()) {
      if (event) return event;
      const { value, done } = await this.batches.next();
      if (done) return undefined;
      this.batch = value;
      this.at = 0;
    }
  }
}

/**
 * Reads XML 1.0 as a stream, one batch of events for each piece of the source. Document types are
 * refused, and with them every entity but the five of the standard: no expansion, nothing is
 * fetched.
 * @throws BankFileFault `MALFORMED`, `FORBIDDEN`, `TOO_DEEP`, `TOO_LARGE`, `ENCODING`
 */
export async function* xmlEvents(source: AsyncIterable<Uint8Array>): AsyncGenerator<XmlEvent[]> {
  const state: State = { open: [], line: 1, isRootSeen: false, events: [] };
  let rest = '';
  for await (const text of textOfBytes(source, declaredEncoding)) {
    rest += text;
    rest = rest.slice(complete(rest, state));
    yield state.events;
    state.events = [];
    if (rest.length > MAX_PIECE) fail(state, 'TOO_LARGE', 'a tag or a text without an end');
  }
  if (rest.trim() !== '') fail(state, 'MALFORMED', 'the file ends within a tag');
  const open = state.open.at(-1);
  if (open !== undefined) fail(state, 'MALFORMED', `<${open}> is not closed`);
  if (!state.isRootSeen) fail(state, 'MALFORMED', 'no element at all');
}

interface State {
  /** Names of the open elements, with their prefixes. */
  open: string[];
  line: number;
  isRootSeen: boolean;
  /** Of the piece that is being read. */
  events: XmlEvent[];
}

function declaredEncoding(head: string): string {
  return /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1] ?? 'utf-8';
}

function fail(
  state: State,
  code: 'MALFORMED' | 'FORBIDDEN' | 'TOO_DEEP' | 'TOO_LARGE',
  detail: string,
): never {
  throw new BankFileFault(code, state.line, detail);
}

/** Takes what is complete; returns where the rest begins. */
function complete(text: string, state: State): number {
  let at = 0;
  for (;;) {
    const tag = text.indexOf('<', at);
    if (tag < 0) return at;
    // `<![CDATA[` is the longest beginning that must be told from the others.
    const end = endOfMarkup(text, tag);
    if (end < 0) return at;
    takeText(text.slice(at, tag), state);
    takeMarkup(text.slice(tag, end), state);
    at = end;
  }
}

function endOfMarkup(text: string, tag: number): number {
  if (text.startsWith('<!--', tag)) return after(text, '-->', tag + 4);
  if (text.startsWith('<![CDATA[', tag)) return after(text, ']]>', tag + 9);
  if (text.startsWith('<?', tag)) return after(text, '?>', tag + 2);
  // May still become one of those above.
  if (text.startsWith('<!', tag)) return text.length - tag >= 9 ? tag + 9 : -1;
  for (let at = tag + 1; at < text.length; at += 1) {
    const character = text[at];
    if (character === '>') return at + 1;
    if (character !== '"' && character !== "'") continue;
    at = text.indexOf(character, at + 1);
    if (at < 0) return -1;
  }
  return -1;
}

function after(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from);
  return at < 0 ? -1 : at + end.length;
}

function takeText(raw: string, state: State): void {
  if (raw === '') return;
  const { line } = state;
  if (state.open.length > 0) state.events.push({ kind: 'TEXT', text: decoded(raw, state), line });
  else if (raw.trim() !== '') fail(state, 'MALFORMED', 'text outside of the document');
  state.line += countLines(raw);
}

function takeMarkup(markup: string, state: State): void {
  const { line } = state;
  if (markup.startsWith('<![CDATA[')) {
    if (state.open.length === 0) fail(state, 'MALFORMED', 'text outside of the document');
    state.events.push({ kind: 'TEXT', text: markup.slice(9, -3), line });
  } else if (markup.startsWith('<!')) {
    if (!markup.startsWith('<!--')) fail(state, 'FORBIDDEN', 'a document type is not taken');
  } else if (markup.startsWith('</')) {
    state.events.push(closed(markup, state));
  } else if (!markup.startsWith('<?')) {
    opened(markup, state);
  }
  state.line += countLines(markup);
}

function closed(markup: string, state: State): XmlEvent {
  const name = CLOSING.exec(markup)?.[1];
  const open = state.open.pop();
  if (name === undefined || name !== open) {
    fail(state, 'MALFORMED', `${markup.slice(0, 60)} closes ${open ? `<${open}>` : 'nothing'}`);
  }
  return { kind: 'CLOSE', name: localName(name), line: state.line };
}

function opened(markup: string, state: State): void {
  const found = PLAIN_OPENING.exec(markup) ?? OPENING.exec(markup);
  if (!found) fail(state, 'MALFORMED', `${markup.slice(0, 60)} is no tag`);
  const [, fullName = '', rawAttributes = '', end] = found;
  if (state.open.length === 0 && state.isRootSeen) fail(state, 'MALFORMED', 'a second document');
  if (state.open.length >= MAX_DEPTH) fail(state, 'TOO_DEEP', `more than ${MAX_DEPTH} levels`);
  state.isRootSeen = true;
  const name = localName(fullName);
  const attributes = new Map<string, string>();
  for (const [, key = '', double, single = ''] of rawAttributes.matchAll(ATTRIBUTE)) {
    if (attributes.has(key)) fail(state, 'MALFORMED', `${key} stands twice`);
    attributes.set(key, decoded(double ?? single, state));
  }
  state.events.push({ kind: 'OPEN', name, attributes, line: state.line });
  if (end === '/') state.events.push({ kind: 'CLOSE', name, line: state.line });
  else state.open.push(fullName);
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function decoded(raw: string, state: State): string {
  if (!raw.includes('&')) return raw;
  return raw.replace(/&([^;&]{0,32};?)/g, (_, found: string) => {
    const name = found.slice(0, -1);
    const known = found.endsWith(';') ? (ENTITIES[name] ?? characterOf(name)) : undefined;
    if (known === undefined) fail(state, 'FORBIDDEN', `the entity &${found.slice(0, 20)}`);
    return known;
  });
}

/** `#228`, `#xE4`; only characters that XML 1.0 allows (production 2). */
function characterOf(name: string): string | undefined {
  const [, decimal, hex] = /^#(?:(\d{1,7})|x([\dA-Fa-f]{1,6}))$/.exec(name) ?? [];
  const code = decimal ? Number(decimal) : parseInt(hex ?? '', 16);
  const isAllowed =
    [0x9, 0xa, 0xd].includes(code) ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff);
  return isAllowed ? String.fromCodePoint(code) : undefined;
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
