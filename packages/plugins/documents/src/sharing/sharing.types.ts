import {
  DateTimeScalar,
  type Exposed,
  expose,
  type Extension,
  Field,
  InputType,
  inputOf,
  Int,
  many,
  payloadOf,
} from '@bureau/core';
import { DocumentVersion } from '../library/document-version.entity.js';
import { DocumentRecordType } from '../library/library.types.js';
import { ownDocuments, visibleWith } from '../library/visibility.js';
import { DocumentUse, ShareLink } from './share-link.entity.js';

export const ShareLinkType: Exposed = expose(ShareLink, {
  prefix: 'shl',
  filter: ['document', 'documentVersion', 'expiresAt', 'revokedAt', 'createdAt'],
  order: ['createdAt', 'expiresAt'],
  conditions: { own: (principal) => ({ document: ownDocuments(principal) }) },
  always: visibleWith('document'),
});

export const DocumentUseType: Exposed = expose(DocumentUse, {
  prefix: 'dcu',
  filter: ['document', 'documentVersion', 'kind', 'shareLink', 'createdAt', 'createdBy'],
  order: ['createdAt'],
  conditions: { own: (principal) => ({ document: ownDocuments(principal) }) },
  always: visibleWith('document'),
});

/** Links and log of a document, from the document. */
export const sharingExtensions: Extension[] = [
  {
    type: DocumentRecordType,
    relations: {
      shareLinks: many(() => ShareLinkType, 'document', 'Links for people outside.'),
      uses: many(() => DocumentUseType, 'document', 'Who fetched it, and who tried to.'),
    },
  },
];

@InputType({ description: 'A version, and who outside shall get it.' })
export class ShareLinkCreateInput extends inputOf(DocumentVersion, [], { id: 'versionId' }) {
  @Field({ description: 'Who gets it; stands in the watermark.' })
  recipient!: string;
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'From then on it opens nothing; default: in 7 days, at most in 90.',
  })
  expiresAt?: Date | null;
  @Field(() => Int, { nullable: true, description: 'How often it may be opened, 1 to 1,000.' })
  maxOpens?: number | null;
  @Field(() => String, {
    nullable: true,
    description: 'A password that is told on another way, 8 to 200 signs.',
  })
  password?: string | null;
  @Field({ nullable: true, description: 'The recipient stands on every page; default: yes.' })
  isWatermarked?: boolean;
}

@InputType({ description: 'A link, and the version of the record that you saw.' })
export class ShareLinkRevokeInput extends inputOf(ShareLink, [], { id: 'id' }) {}

@InputType({ description: 'The token of a link, and its password if it has one.' })
export class ShareLinkOpenInput {
  @Field({ description: 'What shareLinkCreate returned.' })
  token!: string;
  @Field(() => String, { nullable: true, description: 'The password.' })
  password?: string | null;
}

@InputType({ description: 'A version to fetch.' })
export class DocumentDownloadInput extends inputOf(DocumentVersion, [], { id: 'versionId' }) {
  @Field({ nullable: true, description: 'Your name stands on every page; default: no.' })
  isWatermarked?: boolean;
}

const downloadUrl = {
  type: () => String,
  description: 'Where to GET the bytes, relative to this server; good for 5 minutes.',
};

export const ShareLinkCreatePayload = payloadOf(
  'ShareLinkCreatePayload',
  { shareLink: ShareLinkType },
  { token: { type: () => String, description: 'For the recipient; shown this once.' } },
);
export const ShareLinkRevokePayload = payloadOf('ShareLinkRevokePayload', {
  shareLink: ShareLinkType,
});
export const ShareLinkOpenPayload = payloadOf(
  'ShareLinkOpenPayload',
  {},
  { name: { type: () => String, description: 'Name of the file.' }, downloadUrl },
);
export const DocumentDownloadPayload = payloadOf('DocumentDownloadPayload', {}, { downloadUrl });
