import {
  ANYONE,
  type DefaultRole,
  permissionsOf,
  type PluginPart,
  publicDocument,
  type RuleTree,
} from '@bureau/core';
import { DOCUMENT_READ } from '../library/permissions.js';
import { sharing } from '../migrations/0003-sharing.js';
import { addressesLogged } from './address-log.js';
import { copiesEnd } from './copies.job.js';
import { DownloadResolver } from './download.resolver.js';
import { sharingErrors } from './errors.js';
import { COPY } from './handed-out.js';
import { ShareLinkResolver } from './share-link.resolver.js';
import { DocumentUse, ShareLink } from './share-link.entity.js';
import { DocumentUseType, ShareLinkType, sharingExtensions } from './sharing.types.js';

const SHARE = 'documents.share.write';
const SHARES = 'documents.share.read';
const LOG = 'documents.use.read';

const rules: RuleTree = {
  ShareLink: { '*': SHARES },
  DocumentUse: { '*': LOG },
  Document: { shareLinks: SHARES, uses: LOG },
  Mutation: {
    shareLinkCreate: SHARE,
    shareLinkRevoke: SHARE,
    shareLinkOpen: ANYONE,
    documentDownload: DOCUMENT_READ,
  },
};

const roles: DefaultRole[] = [
  {
    key: 'recordsManager',
    name: 'Records manager',
    description: 'Answers for papers: orders, files, publishes and disposes of them.',
    permissions: [SHARES, SHARE, LOG],
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Reads the structure and who may do what; changes nothing.',
    permissions: [SHARES, LOG],
  },
];

/** Links for people outside, copies with a watermark, and who fetched what. */
export const sharingPart: PluginPart = {
  entities: [ShareLink, DocumentUse],
  types: [ShareLinkType, DocumentUseType],
  extensions: sharingExtensions,
  migrations: [sharing],
  resolvers: [ShareLinkResolver, DownloadResolver],
  permissions: permissionsOf('documents', {
    'share.read': 'Read links for people outside.',
    'share.write': 'Share documents with people outside, and take links back.',
    'use.read': 'Read who fetched a document.',
  }),
  rules,
  roles,
  errors: sharingErrors.table,
  files: [COPY],
  jobs: [copiesEnd],
  hooks: [addressesLogged],
  documents: [
    publicDocument(
      'ShareLinkOpen',
      `
mutation ShareLinkOpen($input: ShareLinkOpenInput!) {
  shareLinkOpen(input: $input) { name downloadUrl userErrors { code message path } }
}`,
    ),
  ],
};
