import { type Access, send } from './import-client.js';

/** Files over HTTP, as an integrator sends and reads them. */

export interface Sent {
  status: number;
  /** Public id of the upload. */
  uploadId: string;
  url: string;
}

export interface NewFile {
  bytes: Uint8Array;
  name?: string;
  mediaType?: string;
  purpose?: string;
}

const SLOT = `mutation ($input: FileUploadCreateInput!) {
  fileUploadCreate(input: $input) { url upload { id } userErrors { code message } } }`;

const FINISH = `mutation ($id: ID!) { fileUploadFinish(input: { uploadId: $id }) {
  file { id name mediaType size sha256 state downloadUrl } userErrors { code } } }`;

/** Slot and bytes. */
export async function sendFile(access: Access, file: NewFile): Promise<Sent> {
  const { bytes, name = 'photo.png', mediaType = 'image/png', purpose = 'assets.photo' } = file;
  const input = { name, mediaType, purpose, size: bytes.length };
  const { fileUploadCreate } = await send(access, SLOT, { input });
  const url = access.url + fileUploadCreate.url;
  const answer = await fetch(url, { method: 'PUT', body: bytes as BodyInit });
  await answer.text();
  return { status: answer.status, uploadId: fileUploadCreate.upload.id, url };
}

/** The file of an upload. @throws Error with the user errors */
export async function finish(access: Access, uploadId: string) {
  return (await send(access, FINISH, { id: uploadId })).fileUploadFinish.file;
}

/** Slot, bytes, file. */
export async function addFile(access: Access, file: NewFile) {
  const { status, uploadId } = await sendFile(access, file);
  if (status !== 201) throw new Error(`PUT was answered ${status}.`);
  return finish(access, uploadId);
}
