import { Readable } from 'node:stream';
import { receiveUpload } from '@bureau/core';
import { hrPlugin } from '@bureau/plugin-hr';
import {
  createTestApp,
  type Loose,
  type TestApp,
  type TestAppOptions,
  type TestClient,
} from '@bureau/testing';
import { documentsPlugin } from '../src/index.js';

/** A company with papers, to try documents on. */
export interface TestLibrary {
  app: TestApp;
  /** Somebody who brings papers in; a member, because files belong to one. */
  clerk: TestClient;
  /** Sends a text as a file for documents; its public id. */
  file(text: string, name?: string): Promise<string>;
  /** Sends bytes as a file for documents; its public id. */
  bytes(bytes: Uint8Array, name: string, mediaType: string): Promise<string>;
  /** Makes a document of a text; public ids of it and of what the payload asked for. */
  paper(text: string, input?: Record<string, unknown>): Promise<Loose>;
  /** Runs a mutation and returns its payload. */
  done(field: string, input: Record<string, unknown>, select?: string): Promise<Loose>;
  /** Codes of the user errors of a mutation, or of its refusal. */
  refused(field: string, input: Record<string, unknown>, as?: TestClient): Promise<string[]>;
}

const SLOT = `mutation ($input: FileUploadCreateInput!) {
  fileUploadCreate(input: $input) { upload { id } url } }`;
const FINISH = `mutation ($id: ID!) {
  fileUploadFinish(input: { uploadId: $id }) { file { id } userErrors { code } } }`;

const nameOfInput = (field: string) => `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
const INPUTS: Record<string, string> = {
  ...Object.fromEntries(
    ['documentFile', 'documentArchive', 'documentTrash', 'documentRestore'].map((field) => [
      field,
      'DocumentStepInput',
    ]),
  ),
  ...Object.fromEntries(
    ['documentVersionReview', 'documentVersionSendBack', 'documentVersionPublish'].map((field) => [
      field,
      'DocumentVersionInput',
    ]),
  ),
  disposalApprove: 'DisposalInput',
  documentTemplateVersionPublish: 'DocumentTemplateVersionInput',
};

/** Composes the plugin alone with what it needs. */
export async function createLibrary(options: Partial<TestAppOptions> = {}): Promise<TestLibrary> {
  const app = await createTestApp({ plugins: [hrPlugin, documentsPlugin], ...options });
  try {
    return await fillLibrary(app);
  } catch (error) {
    await app.close();
    throw error;
  }
}

/** The same on an app that is there. */
export async function fillLibrary(app: TestApp): Promise<TestLibrary> {
  const clerk = await app.member('recordsManager');
  const mutate = (field: string, select: string) =>
    `mutation ($input: ${INPUTS[field] ?? nameOfInput(field)}!) {
      ${field}(input: $input) { ${select} userErrors { code message path } } }`;
  const file = async (text: string, name = 'paper.txt') => {
    const as = { purpose: 'documents.original', name, mediaType: 'text/plain' };
    const id = await app.upload(clerk, text, as);
    const { fileUploadFinish } = await clerk.data(FINISH, { id });
    return String(fileUploadFinish.file.id);
  };
  const bytes: TestLibrary['bytes'] = async (content, name, mediaType) => {
    const slot = { purpose: 'documents.original', name, mediaType, size: content.length };
    const { fileUploadCreate } = await clerk.data(SLOT, { input: slot });
    await receiveUpload(app.runtime, {
      token: fileUploadCreate.url.slice(fileUploadCreate.url.lastIndexOf('/') + 1),
      length: content.length,
      source: Readable.from([Buffer.from(content)]),
      requestId: 'test-upload',
      waitMs: 30_000,
    });
    const { fileUploadFinish } = await clerk.data(FINISH, { id: fileUploadCreate.upload.id });
    return String(fileUploadFinish.file.id);
  };
  const done: TestLibrary['done'] = async (
    field,
    input,
    select = 'document { id version state }',
  ) => (await clerk.data(mutate(field, select), { input }))[field];
  return {
    app,
    clerk,
    file,
    bytes,
    done,
    paper: async (text, input = {}) => {
      const fileId = await file(text);
      const select = 'document { id title state version latest { id number } } duplicates { id }';
      return done('documentCreate', { title: text.slice(0, 60), ...input, fileId }, select);
    },
    refused: async (field, input, as = clerk) => {
      const { data, errors } = await as.query(mutate(field, '__typename'), { input });
      if (errors.length > 0) return errors.map(({ extensions }) => extensions.code);
      return data[field].userErrors.map(({ code }: Loose) => code);
    },
  };
}
