import { createBackground, receiveUpload } from '@bureau/core';
import type { TestPlatform } from './platform.js';
import { withSql } from './sql-client.js';
import type { TestClient } from './test-client.js';

const PENDING = `
  select from core.job
  where state = 'RUNNING' or (state = 'QUEUED' and run_after <= now())
  union all select from core.outbox_event
  where dispatched_at is null and coalesce(retry_at, now()) <= now()
  limit 1`;

/**
 * Runs what waits behind the requests (jobs, events) until nothing is left that can be done now,
 * also not in a server of the same test. One service may make work for another.
 */
export async function runBackground({ runtime, database }: TestPlatform): Promise<void> {
  const workerUrl = database.urls.worker;
  const services = createBackground(runtime, { workerUrl, pollMs: 50 });
  for (const service of services) service.start();
  try {
    await withSql(workerUrl, async (client) => {
      do for (const service of services) await inTime(service);
      while ((await client.query(PENDING)).rowCount !== 0);
    });
  } finally {
    for (const service of services.reverse()) await service.stop();
  }
}

type Services = ReturnType<typeof createBackground>;

/** Milliseconds after which a service does not settle any more, also on a busy machine. */
const SETTLE_TIME = 150_000;

/** A test that waits for ever tells nobody for what. @throws Error naming the service */
async function inTime(service: Services[number]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const fail = () => reject(new Error(`The service "${service.name}" did not settle.`));
    timer = setTimeout(fail, SETTLE_TIME);
  });
  try {
    await Promise.race([service.settled(), late]);
  } finally {
    clearTimeout(timer);
  }
}

const SLOT = `mutation ($input: FileUploadCreateInput!) {
  fileUploadCreate(input: $input) { upload { id } url } }`;

/** What a file of a test is announced as. */
export interface UploadAs {
  /** Id of a file purpose, such as `assets.photo`. */
  purpose: string;
  name: string;
  mediaType: string;
}

const IMPORT: UploadAs = { purpose: 'core.import', name: 'rows.csv', mediaType: 'text/csv' };

/** Stores a text by an upload slot of the client; the public id of the upload. */
export async function sendText(
  { runtime }: TestPlatform,
  client: TestClient,
  { text, as = IMPORT }: { text: string | Uint8Array; as?: UploadAs | undefined },
): Promise<string> {
  const bytes = typeof text === 'string' ? Buffer.from(text, 'utf8') : Buffer.from(text);
  const { fileUploadCreate } = await client.data(SLOT, { input: { ...as, size: bytes.length } });
  await receiveUpload(runtime, {
    token: fileUploadCreate.url.slice(fileUploadCreate.url.lastIndexOf('/') + 1),
    length: bytes.length,
    source: chunks(bytes),
    requestId: 'test-upload',
    waitMs: 30_000,
  });
  return fileUploadCreate.upload.id;
}

/** In pieces, as bytes come over a network: a character may be cut in two. */
async function* chunks(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_535) yield bytes.subarray(at, at + 65_535);
}
