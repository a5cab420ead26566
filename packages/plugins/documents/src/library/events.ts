import { defineEvent, z } from '@bureau/core';

const id = z.uuid();

const about = z.object({ documentId: id });
const ofVersion = z.object({ documentId: id, versionId: id, number: z.number().int() });

/** A version has bytes that nobody has read yet: text, pictures and fields begin here. */
export const versionAdded = defineEvent({
  name: 'documents.version.added',
  version: 1,
  description: 'A document has a new latest version; number 1 comes with the document itself.',
  payload: ofVersion,
});

export const versionPublished = defineEvent({
  name: 'documents.version.published',
  version: 1,
  description: 'A version of a document holds from now on.',
  payload: ofVersion,
});

export const textReady = defineEvent({
  name: 'documents.document.textReady',
  version: 1,
  description: 'The text of the latest version of a document is known.',
  payload: ofVersion,
});

export const documentFiled = defineEvent({
  name: 'documents.document.filed',
  version: 1,
  description: 'A document is where it belongs.',
  payload: about,
});

export const documentArchived = defineEvent({
  name: 'documents.document.archived',
  version: 1,
  description: 'A document is kept and does not change any more.',
  payload: about,
});

export const documentTrashed = defineEvent({
  name: 'documents.document.trashed',
  version: 1,
  description: 'A document was thrown away.',
  payload: about,
});

export const documentRestored = defineEvent({
  name: 'documents.document.restored',
  version: 1,
  description: 'A document was taken back out of the trash.',
  payload: about,
});
