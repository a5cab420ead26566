import type { IncomingMessage } from 'node:http';
import { receiveUpload, type Runtime, UploadRefused } from '@bureau/core';
import { refuse, sendJson, type Refusal } from './answer.js';
import type { Exchange } from './exchange.js';
import { pathOf, type Route } from './route.js';
import type { SendingPace } from './slow-senders.js';

const prefix = '/uploads/';
/** Milliseconds that claim and storing may wait for the database, each. */
const waitMs = 30_000;
/**
 * A line of 1 Mbit/s is enough for files up to 150 MB; larger ones need a faster one. All of it
 * stays below the half hour after which the sweeper takes bytes for forgotten.
 */
export const uploadPace: SendingPace = {
  floorMs: 30_000,
  bytesPerSecond: 125_000,
  mostMs: 25 * 60_000,
};
const drainedBytes = 8 * 1024 * 1024;
const drainedMs = 2_000;

/** Why bytes were not taken; an address that was used, is too old or never was reads the same. */
const refusals: Readonly<Record<UploadRefused['fault'], Refusal>> = {
  UNKNOWN: { status: 404, code: 'NOT_FOUND', message: 'No upload waits here. Ask for a new slot.' },
  SIZE: {
    status: 400,
    code: 'BAD_USER_INPUT',
    message: 'These are not as many bytes as were announced. Ask for a new slot.',
  },
  NOT_TEXT: {
    status: 415,
    code: 'BAD_USER_INPUT',
    message: 'The file is not text in UTF-8. Save it as CSV in UTF-8 and ask for a new slot.',
  },
  TYPE: {
    status: 415,
    code: 'BAD_USER_INPUT',
    message: 'The file is not of the announced type, or of one that is not taken here.',
  },
  ARCHIVE: {
    status: 415,
    code: 'BAD_USER_INPUT',
    message: 'The archive is not whole, or more would come out of it than is taken.',
  },
  SHA256: {
    status: 400,
    code: 'BAD_USER_INPUT',
    message: 'The file has another SHA-256 than was announced. Ask for a new slot.',
  },
  CUT_OFF: {
    status: 400,
    code: 'BAD_USER_INPUT',
    message: 'The file was cut off. Ask for a new slot.',
  },
};

/**
 * `PUT /uploads/<token>`: the bytes of an upload, as they are. The token is the only credential and
 * good for one try. Answers 201 with id, size and SHA-256 of what is stored now.
 */
export function uploadRoute(runtime: Runtime, pace = uploadPace): Route {
  return {
    method: 'PUT',
    path: prefix,
    prefix: true,
    pace,
    handle: async (request, response, exchange) => {
      const { requestId } = exchange;
      const fault = headerFault(request);
      if (fault) {
        await drained(request);
        refuse(response, { ...fault, requestId, headers: { connection: 'close' } });
        return;
      }
      try {
        sendJson(response, 201, { upload: await take(runtime, request, exchange) });
      } catch (error) {
        if (!(error instanceof UploadRefused)) throw error;
        await drained(request);
        const headers = { connection: 'close' };
        refuse(response, { ...refusals[error.fault], requestId, headers });
      }
    },
  };
}

/** What can be said before the address is looked at, and so without using it up. */
function headerFault(request: IncomingMessage): Refusal | undefined {
  const { headers } = request;
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') {
    const message = 'A compressed file is not accepted.';
    return { status: 415, code: 'BAD_USER_INPUT', message };
  }
  if (headers['content-length'] !== undefined) return undefined;
  return { status: 411, code: 'BAD_USER_INPUT', message: 'Send the length of the file.' };
}

function take(runtime: Runtime, request: IncomingMessage, { requestId, signal }: Exchange) {
  const abort = () => request.destroy();
  signal.addEventListener('abort', abort, { once: true });
  const received = receiveUpload(runtime, {
    token: pathOf(request).slice(prefix.length),
    length: Number(request.headers['content-length']),
    // The connection must live until the answer is out, also when reading stops early.
    source: request.iterator({ destroyOnReturn: false }),
    requestId,
    waitMs,
  });
  return received.finally(() => signal.removeEventListener('abort', abort));
}

/**
 * Reads on for a moment without keeping anything: when the connection is closed on a client that
 * still sends, it never sees the answer.
 */
function drained(request: IncomingMessage): Promise<void> {
  if (request.readableEnded || request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    let size = 0;
    const settle = (): void => {
      clearTimeout(timer);
      request.off('data', count).off('end', settle).off('close', settle).pause();
      resolve();
    };
    const count = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > drainedBytes) settle();
    };
    const timer = setTimeout(settle, drainedMs);
    request.on('data', count).on('end', settle).on('close', settle).resume();
  });
}
