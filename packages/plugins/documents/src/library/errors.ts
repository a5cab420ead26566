import { errorsOf } from '@bureau/core';

/** Business errors of the library; codes are `DOCUMENTS_<REASON>` and never renamed. */
export const libraryErrors = errorsOf('documents', {
  STATE: 'This cannot be done with a document that is {state}.',
  VERSION_STATE: 'This cannot be done with a version that is {state}.',
  VERSION_BASE: 'The latest version is {number} by now. Look at it and send yours again.',
  VERSION_SAME: 'These are the bytes of the latest version already.',
  VERSION_LATEST: 'Only the latest version goes through a review.',
  VERSION_STANDS: 'The bytes of a version never change. Send another version.',
  VERSION_PURGED: 'The bytes of this version were purged.',
  REVIEW_OWN: 'Nobody publishes what they sent themselves.',
  CLASSIFICATION: 'You may not read documents that are {classification}.',
  ACCESS_LEVEL: 'The access list of this document does not let you {action} it.',
  ACCESS_WHOM: 'An entry names one person, one role or one unit.',
  ACCESS_TWICE: 'Somebody stands on the list twice.',
  ACCESS_MANAGER: 'A list needs somebody who may manage it.',
  ACCESS_TOO_MANY: 'At most {limit} entries.',
  FOLDER_RING: 'A folder cannot lie in itself, directly or through others.',
  FOLDER_FULL: 'There is something in this folder.',
  INACTIVE: '{name} may not be used any more.',
  TITLE: 'A title is needed; white space is none.',
  EMAIL: 'This is no e-mail address.',
  TEXT: 'A value is needed here; white space is none.',
  TEXT_LONG: 'A text has at most {limit} signs.',
  TAGS_TOO_MANY: 'At most {limit} tags.',
  PAGES: 'A text has 1 to {limit} pages, and {size} signs in sum at most.',
  LANGUAGE: 'A language is a code such as en or de.',
});
