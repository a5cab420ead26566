import { publicDocument } from './public-document.js';

/** Core's documents for every organization and for callers without credential. */
export const coreDocuments = [
  publicDocument(
    'SignIn',
    `
mutation SignIn($input: SessionCreateInput!) {
  sessionCreate(input: $input) { token expiresAt userErrors { code message path } }
}`,
  ),
  // Whoever shuts out all texts must be able to let them in again.
  publicDocument(
    'DocumentModeSet',
    `
mutation DocumentModeSet($input: DocumentModeSetInput!) {
  documentModeSet(input: $input) { organization { documentMode } userErrors { code message path } }
}`,
  ),
  publicDocument(
    'DocumentRegister',
    `
mutation DocumentRegister($input: DocumentRegisterInput!) {
  documentRegister(input: $input) {
    registeredDocument { id name sha256 operations cost state }
    userErrors { code message path }
  }
}`,
  ),
  publicDocument(
    'DocumentRetire',
    `
mutation DocumentRetire($input: DocumentRetireInput!) {
  documentRetire(input: $input) {
    registeredDocument { id name sha256 state }
    userErrors { code message path }
  }
}`,
  ),
  publicDocument(
    'RegisteredDocuments',
    `
query RegisteredDocuments($first: Int = 25, $after: String, $where: RegisteredDocumentFilter) {
  registeredDocuments(first: $first, after: $after, where: $where) {
    nodes { id name client sha256 operations cost state lastUsedAt }
    pageInfo { hasNextPage endCursor }
  }
}`,
  ),
];
