import { errorsOf } from '../write/errors.js';

/** Business errors of files; part of core's error table. */
export const fileErrors = errorsOf('core', {
  FILE_ATTACHED: 'This file belongs to a record. Take it from there first.',
  FILE_DAMAGED: 'The bytes of this file cannot be read.',
  FILE_PURPOSE: 'This file was sent for another purpose.',
  FILE_EXPIRY: 'An address for a download is good for 1 to {max} seconds.',
  UPLOAD_PURPOSE_UNKNOWN: 'There is no such purpose. These are: {purposes}.',
  UPLOAD_SHA256: 'A SHA-256 is written in 64 hexadecimal digits.',
  UPLOAD_SIZE: 'A file of this kind has 1 to {max} bytes.',
  UPLOAD_TYPE: 'For this purpose the media type must be one of {types}.',
  UPLOAD_NAME: 'A file name has 1 to 255 characters and no control characters.',
  UPLOAD_NOT_STORED: 'The bytes of this upload are not there: send them to its address first.',
  UPLOAD_PURPOSE: 'This upload was made for another purpose.',
  UPLOAD_USED: 'The address of this upload was used or is too old. Ask for a new one.',
});
