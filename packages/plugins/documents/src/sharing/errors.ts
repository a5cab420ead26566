import { errorsOf } from '@bureau/core';

/** Business errors of sharing; codes are `DOCUMENTS_<REASON>` and never renamed. */
export const sharingErrors = errorsOf('documents', {
  SHARE_SECRET: 'What is secret is not shared.',
  SHARE_PASSWORD: 'What is confidential is shared with a password of 8 to 200 signs only.',
  SHARE_TERM: 'A link lives for at most {days} days, and ends later than now.',
  SHARE_OPENS: 'A link is opened 1 to 1,000 times.',
  SHARE_RECIPIENT: 'A recipient is needed; white space is none.',
  SHARE_REVOKED: 'This link was taken back already.',
  SHARE_REFUSED: 'This link opens nothing, or the password is wrong.',
  WATERMARK: 'No watermark can be put on this file: it is too large, sealed or broken.',
});
