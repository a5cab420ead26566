import type { Migration } from '../../plugin/definition.js';
import { organizationKeys, organizationKeysDown } from './files/keys.js';
import { blob, file, filesDown, upload } from './files/tables.js';
import { uploadClaim, uploadClaimDown } from './files/upload-claim.js';

/** Keys of organizations, encrypted bytes, and files. */
export const files: Migration = {
  name: '0015-files',
  up: [organizationKeys, blob, file, upload, uploadClaim].join('\n'),
  down: [uploadClaimDown, filesDown, organizationKeysDown].join('\n'),
};
