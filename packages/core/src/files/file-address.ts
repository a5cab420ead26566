import { hookPoint } from '../plugin/hooks.js';

/**
 * Somebody has asked for the address of a file, and gets it: whoever keeps a log of who fetches
 * what writes it here. Runs in queries too, once for each file; write with one statement for all
 * of them (`ctx.load`).
 */
export const fileAddress = hookPoint<{
  /** Uuid. */
  fileId: string;
}>('core.file.address', 'Somebody gets the address of a file.');
