import type { IncomingMessage } from 'node:http';
import type { Refusal } from './answer.js';

export interface BodyLimits {
  /** Default 256 kB. */
  bytes: number;
  /** Nesting of arrays and objects. Default 100. */
  depth: number;
}

export const defaultBodyLimits: BodyLimits = { bytes: 256 * 1024, depth: 100 };

/** A body that is not taken; `refusal` is the answer. */
export class BodyRefused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
    this.name = 'BodyRefused';
  }
}

/** Refuses what is no UTF-8; made once, because that costs more than a small body. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

const discardedBytes = 8 * 1024 * 1024;
const discardMs = 2_000;

/**
 * Whether the body is JSON in UTF-8 and not compressed; a compressed one could unpack to any size.
 * @throws BodyRefused with 415.
 */
export function checkContentType(request: IncomingMessage): void {
  const [type, ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  const encoding = request.headers['content-encoding']?.toLowerCase() ?? 'identity';
  const charset = parameters.map((text) => text.trim()).find((text) => text.startsWith('charset='));
  if (type?.trim() !== 'application/json') {
    throw refused(415, 'The content type must be application/json.');
  }
  if (encoding !== 'identity') throw refused(415, 'A compressed body is not accepted.');
  if (charset && !/^charset="?utf-?8"?$/.test(charset)) {
    throw refused(415, 'The body must be UTF-8.');
  }
}

/**
 * Reads a JSON object.
 * @throws BodyRefused with 413 above the limit, with 400 when it is not a JSON object.
 */
export async function readJsonObject(
  request: IncomingMessage,
  limits: BodyLimits,
): Promise<Record<string, unknown>> {
  const bytes = await readBytes(request, limits.bytes);
  let text: string;
  let value: unknown;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw refused(400, 'The body is not UTF-8.');
  }
  if (nesting(text) > limits.depth) throw refused(400, 'The body is nested too deeply.');
  try {
    value = JSON.parse(text);
  } catch {
    throw refused(400, 'The body is not valid JSON.');
  }
  if (Array.isArray(value)) throw refused(400, 'Batches of operations are not accepted.');
  if (typeof value !== 'object' || value === null) {
    throw refused(400, 'The body must be a JSON object.');
  }
  return value as Record<string, unknown>;
}

async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  // Made when it is needed: an error takes a picture of the stack.
  const tooLarge = () => refused(413, `The body is larger than ${limit} bytes.`);
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limit) {
    await discard(request, announced);
    throw tooLarge();
  }
  const { bytes, size } = await readUpTo(request, limit);
  if (bytes) return bytes;
  await discard(request, size);
  throw tooLarge();
}

/** By events: an asynchronous iterator costs more than all else that is done to a small body. */
function readUpTo(
  request: IncomingMessage,
  limit: number,
): Promise<{ bytes?: Buffer; size: number }> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (outcome: () => void): void => {
      request.off('data', read).off('end', end).off('error', cut).off('close', cut);
      outcome();
    };
    const read = (chunk: Buffer): void => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > limit) settle(() => resolve({ size }));
    };
    const end = (): void => settle(() => resolve({ bytes: joined(chunks), size }));
    const cut = (): void => settle(() => reject(refused(400, 'The body was cut off.')));
    if (request.destroyed) return cut();
    request.on('data', read).on('end', end).on('error', cut).on('close', cut);
  });
}

function joined(chunks: Buffer[]): Buffer {
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

/**
 * Reads on for a moment without keeping anything: when the connection is closed on a client that
 * still sends, it never sees the answer.
 *
 * @param announced bytes of the whole body; far too many are not read at all
 */
export function discard(request: IncomingMessage, announced: number): Promise<void> {
  if (announced > discardedBytes || request.readableEnded || request.destroyed) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    let size = 0;
    const settle = (): void => {
      clearTimeout(timer);
      request.off('data', count).off('end', settle).off('close', settle).pause();
      resolve();
    };
    const count = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > discardedBytes) settle();
    };
    const timer = setTimeout(settle, discardMs);
    request.on('data', count).on('end', settle).on('close', settle).resume();
  });
}

/** The deepest nesting of brackets outside of strings: known before anything is built of them. */
export function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (code === BRACKET || code === BRACE) deepest = Math.max(deepest, (depth += 1));
    else if (code === BRACKET + 2 || code === BRACE + 2) depth -= 1;
  }
  return deepest;
}

const QUOTE = 34;
const BRACKET = 91;
const BACKSLASH = 92;
const BRACE = 123;

function refused(status: number, message: string): BodyRefused {
  const headers = { connection: 'close' };
  return new BodyRefused({ status, code: 'BAD_USER_INPUT', message, headers });
}
