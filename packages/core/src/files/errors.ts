import { errorsOf } from '../write/errors.js';

/** Business errors of files; part of core's error table. */
export const fileErrors = errorsOf('core', {
  UPLOAD_SIZE: 'A file of this kind has 1 to {max} bytes.',
  UPLOAD_TYPE: 'For this purpose the content type must be one of {types}.',
  UPLOAD_NAME: 'A file name has 1 to 255 characters.',
  UPLOAD_NOT_STORED: 'The bytes of this upload are not there: send them to its address first.',
  UPLOAD_PURPOSE: 'This upload was made for another purpose.',
  UPLOAD_USED: 'The address of this upload was used or is too old. Ask for a new one.',
});
