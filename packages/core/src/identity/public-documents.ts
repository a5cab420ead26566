import { publicDocument } from '../documents/public-document.js';

/** How people without a credential get one, in every organization. */
export const identityDocuments = [
  publicDocument(
    'SignInWithChallenge',
    `
mutation SignInWithChallenge($input: SessionCreateInput!) {
  sessionCreate(input: $input) {
    token
    expiresAt
    challenge { token expiresAt factors }
    userErrors { code message path }
  }
}`,
  ),
  publicDocument(
    'SignInConfirm',
    `
mutation SignInConfirm($input: SessionConfirmInput!) {
  sessionConfirm(input: $input) { token expiresAt userErrors { code message path } }
}`,
  ),
  publicDocument(
    'InvitationAccept',
    `
mutation InvitationAccept($input: InvitationAcceptInput!) {
  invitationAccept(input: $input) { isAccepted userErrors { code message path } }
}`,
  ),
  publicDocument(
    'PasswordResetRequest',
    `
mutation PasswordResetRequest($input: PasswordResetRequestInput!) {
  passwordResetRequest(input: $input) { isAccepted userErrors { code message path } }
}`,
  ),
  publicDocument(
    'PasswordResetComplete',
    `
mutation PasswordResetComplete($input: PasswordResetCompleteInput!) {
  passwordResetComplete(input: $input) { isComplete userErrors { code message path } }
}`,
  ),
];
