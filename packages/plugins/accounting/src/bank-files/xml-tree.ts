import { BankFileFault } from './statement.js';
import type { XmlEvent, XmlReader } from './xml-events.js';

/** An element with all that is in it. */
export interface XmlElement {
  name: string;
  line: number;
  attributes: ReadonlyMap<string, string>;
  /** Its own text, without that of its children, trimmed. */
  text: string;
  children: XmlElement[];
}

/** A batch of ten thousand payments in one entry has some half a million. */
const MAX_ELEMENTS = 1_000_000;

/**
 * Collects one element from the events that follow its opening.
 * @throws BankFileFault `TOO_LARGE`
 */
export async function elementFrom(
  opening: Extract<XmlEvent, { kind: 'OPEN' }>,
  events: XmlReader,
): Promise<XmlElement> {
  const root = emptyElement(opening);
  const open = [root];
  let count = 1;
  for (let top = open.at(-1); top; top = open.at(-1)) {
    const value = events.ready() ?? (await events.next());
    // The tokenizer ends with a fault before an element is left open.
    if (!value) break;
    if (value.kind === 'TEXT') top.text += value.text;
    else if (value.kind === 'CLOSE') {
      top.text = top.text.trim();
      open.pop();
    } else {
      count += 1;
      if (count > MAX_ELEMENTS) {
        throw new BankFileFault('TOO_LARGE', root.line, `<${root.name}> has too many elements`);
      }
      const child = emptyElement(value);
      top.children.push(child);
      open.push(child);
    }
  }
  return root;
}

/** The first element at the end of a path of names. */
export function at(element: XmlElement | undefined, ...path: string[]): XmlElement | undefined {
  let found = element;
  for (const name of path) found = found?.children.find((child) => child.name === name);
  return found;
}

/** The text at the end of a path; `undefined` where nothing stands there. */
export function textAt(element: XmlElement | undefined, ...path: string[]): string | undefined {
  return at(element, ...path)?.text || undefined;
}

/** The children of that name. */
export function all(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

function emptyElement({
  name,
  line,
  attributes,
}: Omit<XmlElement, 'text' | 'children'>): XmlElement {
  return { name, line, attributes, text: '', children: [] };
}
