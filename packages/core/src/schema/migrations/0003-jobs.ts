import type { Migration } from '../../plugin/definition.js';
import { importFault, job, jobsDown, upload } from './jobs/tables.js';
import { uploadClaim, uploadClaimDown } from './jobs/upload-claim.js';

/** Files on their way in, long work, and what is wrong with imported rows. */
export const jobs: Migration = {
  name: '0003-jobs',
  up: [upload, job, importFault, uploadClaim].join('\n'),
  down: [uploadClaimDown, jobsDown].join('\n'),
};
