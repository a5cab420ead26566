import { request as httpRequest } from 'node:http';
import { bureau, newDataDir, rowsOf, type ServerProcess, startServer } from './platform-process.js';
import { type Access, send } from './import-client.js';

/** JSON that tests walk freely. */
type Loose = ReturnType<JSON['parse']>;

/** A company with its own server, into which papers are sent over HTTP. */
export interface PaperCompany {
  dataDir: string;
  server: ServerProcess;
  access: Access;
  /** Kills the server, or tells it to end, and starts another one on the same data. */
  restart(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

/** Starts a server with one organization, whose owner may ask as often as it likes. */
export async function paperCompany(): Promise<PaperCompany> {
  const dataDir = newDataDir();
  const server = await startServer(dataDir);
  await bureau(dataDir, ['organization', 'create', 'Papers', '--slug', 'papers']);
  await rowsOf(dataDir, "update core.role set limit_class = 'BENCHMARK'");
  const made = await bureau(dataDir, [
    ...['token', 'create', '--organization', 'papers', '--role', 'owner', '--json'],
  ]);
  const company: PaperCompany = {
    dataDir,
    server,
    access: { url: server.url, token: JSON.parse(made.stdout).token },
    restart: async (signal) => {
      company.server.child.kill(signal);
      await company.server.ended;
      company.server = await startServer(dataDir);
      company.access = { ...company.access, url: company.server.url };
    },
  };
  return company;
}

const SLOT = `mutation ($input: FileUploadCreateInput!) {
  fileUploadCreate(input: $input) { url upload { id } userErrors { code } } }`;
const FINISH = `mutation ($id: ID!) { fileUploadFinish(input: { uploadId: $id }) {
  file { id } userErrors { code } } }`;
const CREATE = `mutation ($id: ID!) { documentCreate(input: { fileId: $id }) {
  document { id latest { id } } userErrors { code } } }`;

/** An address for so many bytes, and the upload's id. @throws Error with the user errors */
export async function slotFor(
  access: Access,
  { size, name, mediaType }: { size: number; name: string; mediaType: string },
): Promise<{ url: string; uploadId: string }> {
  const input = { name, mediaType, size, purpose: 'documents.original' };
  const { fileUploadCreate } = await send(access, SLOT, { input });
  return { url: access.url + fileUploadCreate.url, uploadId: fileUploadCreate.upload.id };
}

/** A document of bytes; public ids of it and of its version. */
export async function paperOf(
  access: Access,
  bytes: Uint8Array,
  what: { name: string; mediaType: string },
): Promise<{ documentId: string; versionId: string }> {
  const { url, uploadId } = await slotFor(access, { ...what, size: bytes.length });
  const put = await fetch(url, { method: 'PUT', body: bytes as BodyInit });
  if (put.status !== 201) throw new Error(`PUT was answered ${put.status}.`);
  const { fileUploadFinish } = await send(access, FINISH, { id: uploadId });
  const { documentCreate } = await send(access, CREATE, { id: fileUploadFinish.file.id });
  const { document }: Loose = documentCreate;
  return { documentId: document.id, versionId: document.latest.id };
}

/** Sends a stream of pieces as fast as the server takes it; the status of the answer. */
export function putPieces(
  url: string,
  { piece, bytes, declared }: { piece: Buffer; bytes: number; declared: number | null },
): Promise<number | 'cut'> {
  return new Promise((resolve) => {
    const headers = declared === null ? {} : { 'content-length': String(declared) };
    const request = httpRequest(url, { method: 'PUT', headers }, (response) => {
      response.resume().on('end', () => {
        resolve(response.statusCode ?? 0);
        request.destroy();
      });
    });
    // A server that has answered need not take the rest.
    request.on('error', () => resolve('cut'));
    let left = bytes;
    const write = (): void => {
      while (left > 0 && !request.destroyed) {
        const part = left < piece.length ? piece.subarray(0, left) : piece;
        left -= part.length;
        if (!request.write(part)) return void request.once('drain', write);
      }
      request.end();
    };
    write();
  });
}

/** Milliseconds that 95 of 100 took at most. */
export function p95(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
}
