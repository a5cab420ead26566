import { expose, type Exposed } from '../model/expose.js';
import { Field, ID, InputType, Int } from '../model/graphql.js';
import { inputOf, payloadOf } from '../model/inputs.js';
import { OrganizationType } from '../schema/company.types.js';
import { DocumentMode } from './document-mode.js';
import { RegisteredDocument } from './registered-document.entity.js';

export const RegisteredDocumentType: Exposed = expose(RegisteredDocument, {
  prefix: 'rdc',
  filter: ['name', 'client', 'sha256', 'state', 'createdBy', 'lastUsedAt'],
  order: ['name', 'lastUsedAt'],
  by: ['sha256'],
  search: ['name'],
});

@InputType({ description: 'A document to register; the same text again only changes its name.' })
export class DocumentRegisterInput extends inputOf(RegisteredDocument, [
  'name',
  'text',
  'client',
]) {}

@InputType({ description: 'The document that may not run any more.' })
export class DocumentRetireInput {
  @Field(() => ID, { description: 'The document.' })
  id!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that you saw; the change is refused when it is another one now.',
  })
  expectedVersion?: number | null;
}

@InputType({ description: 'Which documents callers of the organization may run.' })
export class DocumentModeSetInput {
  @Field(() => DocumentMode as never, { description: 'From now on; it takes effect within 5 s.' })
  mode!: DocumentMode;
}

export const DocumentRegisterPayload = payloadOf('DocumentRegisterPayload', {
  registeredDocument: RegisteredDocumentType,
});
export const DocumentRetirePayload = payloadOf('DocumentRetirePayload', {
  registeredDocument: RegisteredDocumentType,
});
export const DocumentModeSetPayload = payloadOf('DocumentModeSetPayload', {
  organization: OrganizationType,
});
