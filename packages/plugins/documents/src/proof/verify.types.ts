import {
  enumOf,
  type EnumValue,
  Field,
  ID,
  InputType,
  Int,
  JobType,
  ObjectType,
  payloadOf,
} from '@bureau/core';
import { DocumentRecordType, DocumentVersionType } from '../library/library.types.js';

/** What a look at the bytes of a version has found. */
export const VersionIntegrity = enumOf(
  'VersionIntegrity',
  'What a look at the bytes of a version has found.',
  {
    OK: 'They are what was sent, and the trail tells the same.',
    UNSEALED: 'They are what the record tells; the trail is not sealed so far yet.',
    CHANGED: 'They, or the record of them, are not what was sent.',
    PURGED: 'They were made away with on purpose; there is a certificate.',
  },
);
export type VersionIntegrity = EnumValue<typeof VersionIntegrity>;

@ObjectType('DocumentVersionCheck', { description: 'What a look at one version has found.' })
export class DocumentVersionCheck {
  @Field(() => DocumentVersionType.object, { nullable: true, description: 'The version.' })
  version!: { id: string } | null;
  @Field(() => VersionIntegrity, { description: 'What was found.' })
  integrity!: VersionIntegrity;
  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of the bytes that are there; null when they do not open, or are gone.',
  })
  foundSha256!: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Place of the entry in the audit trail that tells the hash; null: not sealed.',
  })
  position!: number | null;
  @Field(() => String, {
    nullable: true,
    description: 'Hash of the first signed head of the trail behind it, hexadecimal.',
  })
  headHash!: string | null;
}

@InputType({ description: 'A document whose bytes are looked at.' })
export class DocumentVerifyInput {
  @Field(() => ID, { description: 'The document, with all its versions.' })
  documentId!: string;
}

@InputType({ description: 'Documents to take out with their proof.' })
export class DocumentBundleCreateInput {
  @Field(() => [ID], { description: 'Documents, at most 100.' })
  documentIds!: string[];
}

export const DocumentVerifyPayload = payloadOf(
  'DocumentVerifyPayload',
  { document: DocumentRecordType },
  {
    checks: {
      type: () => [DocumentVersionCheck],
      description: 'What was found of each version, the first one first; null when refused.',
    },
  },
);
export const DocumentBundleCreatePayload = payloadOf('DocumentBundleCreatePayload', {
  job: JobType,
});
