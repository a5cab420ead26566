import { AwsClient } from 'aws4fetch';
import { isUuid } from '../model/ids.js';
import type { ByteRange, FileKey, FileStore } from './file-store.js';

/** An S3-compatible object store; addresses are `<endpoint>/<bucket>/<key>` (path style). */
export interface S3Options {
  /** `https://s3.example.com`, without a slash at its end. */
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** Bytes of one request; so much of an upload is in memory at once. S3 asks for 5 MiB at least. */
const PART = 8 * 1024 * 1024;
const RETRIES = 3;
const REQUEST_MS = 60_000;

/** The object store refused, or did not answer. */
export class StoreError extends Error {
  constructor(
    readonly status: number,
    what: string,
  ) {
    super(`The file store answered ${status} to ${what}.`);
    this.name = 'StoreError';
  }
}

/**
 * Files in an object store: `<bucket>/<organization>/<id>`. Large ones go in parts (multipart
 * upload) of 8 MiB and appear when all of them are there. What a broken process leaves of a
 * multipart upload is invisible; the bucket's rule AbortIncompleteMultipartUpload removes it.
 */
export function createS3FileStore(options: S3Options): FileStore {
  const { accessKeyId, secretAccessKey, region } = options;
  const credentials = { accessKeyId, secretAccessKey, region, service: 's3' };
  const client = new AwsClient({ ...credentials, retries: RETRIES });
  const bucket: Bucket = {
    address: ({ organizationId, id }) => {
      if (!isUuid(organizationId) || !isUuid(id)) throw new Error('A file is named by two uuids.');
      return `${options.endpoint}/${options.bucket}/${organizationId}/${id}`;
    },
    send: async (url, request) =>
      client.fetch(url, { ...request, signal: AbortSignal.timeout(REQUEST_MS) }),
    open: async (url, headers) => {
      // The time-out is for the answer's begin: its body takes as long as its reader.
      const abort = new AbortController();
      const timer = setTimeout(() => abort.abort(), REQUEST_MS);
      const request = { headers, signal: abort.signal };
      return client.fetch(url, request).finally(() => clearTimeout(timer));
    },
  };
  return {
    write: (key, source) => write(bucket, bucket.address(key), source),
    read: (key, range) => read(bucket, bucket.address(key), range),
    remove: async (key) => {
      const answer = await bucket.send(bucket.address(key), { method: 'DELETE' });
      if (!answer.ok && answer.status !== 404) throw await refused(answer, 'DELETE');
    },
    removeParts: () => Promise.resolve(0),
  };
}

interface Bucket {
  address(key: FileKey): string;
  send(
    url: string,
    request: { method: string; body?: string | Uint8Array<ArrayBuffer> },
  ): Promise<Response>;
  open(url: string, headers: Record<string, string>): Promise<Response>;
}

async function write(
  bucket: Bucket,
  url: string,
  source: AsyncIterable<Uint8Array>,
): Promise<void> {
  let upload: string | undefined;
  const etags: string[] = [];
  try {
    for await (const { bytes, isLast } of partsOf(source)) {
      if (isLast && upload === undefined) {
        await demand(bucket, url, { method: 'PUT', body: bytes });
        return;
      }
      upload ??= await begin(bucket, url);
      const part = `${url}?partNumber=${etags.length + 1}&uploadId=${encodeURIComponent(upload)}`;
      const answer = await demand(bucket, part, { method: 'PUT', body: bytes });
      etags.push(answer.headers.get('etag') ?? '');
    }
    if (upload !== undefined) await complete(bucket, `${url}?uploadId=${upload}`, etags);
  } catch (error) {
    if (upload !== undefined) {
      const abort = `${url}?uploadId=${encodeURIComponent(upload)}`;
      await bucket.send(abort, { method: 'DELETE' }).catch(() => undefined);
    }
    throw error;
  }
}

async function begin(bucket: Bucket, url: string): Promise<string> {
  const answer = await demand(bucket, `${url}?uploads=`, { method: 'POST' });
  const [, id] = /<UploadId>([^<]+)<\/UploadId>/.exec(await answer.text()) ?? [];
  if (id === undefined) throw new StoreError(answer.status, 'POST, without an upload id');
  return id;
}

async function complete(bucket: Bucket, url: string, etags: readonly string[]): Promise<void> {
  const parts = etags.map((etag, index) => {
    const text = etag.replaceAll('"', '&quot;');
    return `<Part><PartNumber>${index + 1}</PartNumber><ETag>${text}</ETag></Part>`;
  });
  const body = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
  const answer = await demand(bucket, url, { method: 'POST', body });
  // S3 may begin to answer 200 before it knows, and then say in the body that it failed.
  const text = await answer.text();
  if (text.includes('<Error>')) throw new StoreError(answer.status, 'POST, with an error');
}

async function* read(
  bucket: Bucket,
  url: string,
  range: ByteRange | undefined,
): AsyncGenerator<Uint8Array> {
  const headers = range ? { range: `bytes=${range.start}-${range.end - 1}` } : {};
  const answer = await bucket.open(url, headers as Record<string, string>);
  if (answer.status === 404) {
    await answer.body?.cancel();
    throw Object.assign(new StoreError(404, 'GET'), { code: 'ENOENT' });
  }
  // Behind the end of the object: no bytes, as in a file.
  if (answer.status === 416) {
    await answer.body?.cancel();
    return;
  }
  if (!answer.ok) throw await refused(answer, 'GET');
  if (answer.body) yield* answer.body;
}

/** Pieces of one length in buffers of their own; the last one is marked and may be shorter. */
async function* partsOf(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ bytes: Uint8Array<ArrayBuffer>; isLast: boolean }> {
  let bytes = new Uint8Array(PART);
  let filled = 0;
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length;) {
      if (filled === PART) {
        yield { bytes, isLast: false };
        bytes = new Uint8Array(PART);
        filled = 0;
      }
      const part = chunk.subarray(at, at + PART - filled);
      bytes.set(part, filled);
      filled += part.length;
      at += part.length;
    }
  }
  yield { bytes: bytes.subarray(0, filled), isLast: true };
}

async function demand(
  bucket: Bucket,
  url: string,
  request: { method: string; body?: string | Uint8Array<ArrayBuffer> },
): Promise<Response> {
  const answer = await bucket.send(url, request);
  if (!answer.ok) throw await refused(answer, request.method);
  return answer;
}

/** The body is read to its end, so that the connection can be used again; it is not shown. */
async function refused(answer: Response, what: string): Promise<StoreError> {
  await answer.text().catch(() => '');
  return new StoreError(answer.status, what);
}
