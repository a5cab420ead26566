import { defineEntity, p } from '@mikro-orm/core';
import { choice, enumOf, type EnumValue } from '../model/enums.js';
import { record } from '../model/record.js';
import { User } from '../schema/user.entity.js';
import { documentErrors } from './errors.js';

/** Whether a registered document may run. */
export const DocumentState = enumOf('DocumentState', 'Whether a registered document may run.', {
  ACTIVE: 'It may run, by its text and by its id.',
  RETIRED: 'It is kept for the record and may not run any more.',
});
export type DocumentState = EnumValue<typeof DocumentState>;

/** A GraphQL document that programs of the organization run. */
export const RegisteredDocumentSchema = defineEntity({
  name: 'RegisteredDocument',
  schema: 'core',
  tableName: 'registered_document',
  comment: 'A GraphQL document that programs of the organization run.',
  properties: {
    ...record(),
    name: p.string().length(120).comment('Name for people'),
    client: p.string().length(120).nullable().comment('Program that runs it'),
    text: p.text().comment('The document, character by character'),
    sha256: p.string().length(64).comment('SHA-256 of the text, hexadecimal: sha256:... runs it'),
    normalizedSha256: p
      .string()
      .length(64)
      .hidden()
      .comment('SHA-256 of the text without comments and needless spaces'),
    operations: p.array().comment('Names of its operations; a nameless one is called anonymous'),
    cost: p.integer().comment('Points of its dearest operation with variables left out'),
    state: choice(DocumentState).default('ACTIVE').comment('Whether it may run'),
    createdBy: () => p.manyToOne(User).nullable().comment('Who registered it'),
    lastUsedAt: p.datetime(6).nullable().comment('Last use, to the minute or so'),
  },
});

export class RegisteredDocument extends RegisteredDocumentSchema.class {
  /** @throws CORE_DOCUMENT_RETIRED */
  retire(): void {
    if (this.state === 'RETIRED') throw documentErrors.DOCUMENT_RETIRED({}, ['input', 'id']);
    this.state = 'RETIRED';
  }
}
RegisteredDocumentSchema.setClass(RegisteredDocument);
