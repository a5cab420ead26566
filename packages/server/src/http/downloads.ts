import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { type DownloadableFile, openDownload, type Runtime } from '@bureau/core';
import { refuse } from './answer.js';
import { pathOf, type Route } from './route.js';

const prefix = '/files/';
const stallMs = 30_000;

interface Range {
  start: number;
  end: number;
}

/**
 * `GET /files/<token>`: the bytes of a file, as an attachment that runs nothing. The token is the
 * only credential. Answers ranges (RFC 9110 section 14): one at a time, others get everything.
 */
export function downloadRoute(runtime: Runtime): Route {
  return {
    method: 'GET',
    path: prefix,
    prefix: true,
    handle: async (request, response, { requestId, signal }) => {
      const file = await openDownload(runtime, pathOf(request).slice(prefix.length));
      if (!file) {
        const message = 'No file is here. Ask for its downloadUrl again.';
        refuse(response, { status: 404, code: 'NOT_FOUND', message, requestId });
        return;
      }
      const range = rangeOf(request, file);
      writeHead(response, file, range);
      if (request.method === 'HEAD' || range === undefined || isKnown(request, file)) {
        response.end();
        return;
      }
      await send(response, file.read(range, requestId), signal).catch((error: unknown) => {
        // Cut, not ended: whoever reads must see that it is not whole.
        response.destroy();
        runtime.log.warn({ requestId, error: String(error) }, 'a download was cut');
      });
    },
  };
}

/** The range asked for, or all of it; `undefined` when it lies behind the end. */
function rangeOf(request: IncomingMessage, { size, etag }: DownloadableFile): Range | undefined {
  const whole = { start: 0, end: size };
  const condition = request.headers['if-range'];
  if (condition !== undefined && condition !== etag) return whole;
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(request.headers.range ?? '');
  const [, from = '', to = ''] = match ?? [];
  if (from === '' && to === '') return whole;
  if (from === '')
    return to === '0' ? undefined : { start: Math.max(0, size - Number(to)), end: size };
  const start = Number(from);
  const end = to === '' ? size : Math.min(size, Number(to) + 1);
  if (to !== '' && Number(to) < start) return whole;
  return start < size ? { start, end } : undefined;
}

function isKnown({ headers }: IncomingMessage, { etag }: DownloadableFile): boolean {
  return headers['if-none-match'] === etag;
}

function writeHead(
  response: ServerResponse,
  file: DownloadableFile,
  range: Range | undefined,
): void {
  const { size, mediaType, etag, disposition } = file;
  response.setHeader('accept-ranges', 'bytes');
  response.setHeader('cache-control', 'private, no-cache');
  response.setHeader('etag', etag);
  if (range === undefined) {
    response.writeHead(416, { 'content-range': `bytes */${size}`, 'content-length': 0 });
    return;
  }
  if (isKnown(response.req, file)) {
    response.writeHead(304);
    return;
  }
  const { start, end } = range;
  const isPart = start > 0 || end < size;
  response.writeHead(isPart ? 206 : 200, {
    'content-type': mediaType.startsWith('text/') ? `${mediaType}; charset=utf-8` : mediaType,
    'content-length': end - start,
    'content-disposition': disposition,
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    ...(isPart && { 'content-range': `bytes ${start}-${end - 1}/${size}` }),
  });
}

/** A reader that stands still for half a minute is cut off. */
async function send(
  response: ServerResponse,
  source: AsyncGenerator<Buffer>,
  signal: AbortSignal,
): Promise<void> {
  let timer = setTimeout(cut, stallMs);
  function cut(): void {
    response.destroy();
  }
  const watched = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      clearTimeout(timer);
      timer = setTimeout(cut, stallMs);
      yield chunk;
    }
  };
  try {
    await pipeline(watched(), response, { signal });
  } finally {
    clearTimeout(timer);
  }
}
