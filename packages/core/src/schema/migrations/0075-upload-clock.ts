import type { Migration } from '../../plugin/definition.js';
import { uploadClock, uploadClockDown } from './files/upload-clock.js';

/** Addresses of uploads end by the clock of the platform, which also said when they begin. */
export const uploadClockMigration: Migration = {
  name: '0075-upload-clock',
  up: uploadClock,
  down: uploadClockDown,
};
