import { defineEntity, p } from '@mikro-orm/core';
import { actor } from '../jobs/actor.js';
import { choice, enumOf, type EnumValue } from '../model/enums.js';
import { record } from '../model/record.js';
import { fileErrors } from './errors.js';

/** What the bytes are for; decides which are taken. */
export const UploadPurpose = enumOf('UploadPurpose', 'What an uploaded file is for.', {
  IMPORT: 'Rows to be imported: CSV in UTF-8, at most 32 MB.',
});
export type UploadPurpose = EnumValue<typeof UploadPurpose>;

/** Whether the bytes are there. */
export const UploadState = enumOf('UploadState', 'Whether the bytes of an upload are there.', {
  REQUESTED: 'Its address waits for the bytes.',
  STORED: 'All announced bytes are there.',
  EXPIRED: 'No bytes are there: none came in time, they did not fit, or they were removed.',
});
export type UploadState = EnumValue<typeof UploadState>;

/** What is taken for each purpose: content types, and bytes at most. */
export const UPLOAD_LIMITS: Readonly<Record<UploadPurpose, { types: string[]; bytes: number }>> = {
  IMPORT: {
    // Browsers on Windows call every .csv a spreadsheet.
    types: ['text/csv', 'text/plain', 'text/tab-separated-values', 'application/vnd.ms-excel'],
    bytes: 32 * 1024 * 1024,
  },
};

/** How long the address of an upload is good, in milliseconds. */
export const UPLOAD_LIFE = 15 * 60_000;

export const UploadSchema = defineEntity({
  name: 'Upload',
  schema: 'core',
  tableName: 'upload',
  comment: 'A file on its way in: a slot with an address for one use, then its bytes.',
  properties: {
    ...record(),
    purpose: choice(UploadPurpose).comment('What it is for'),
    state: choice(UploadState).default('REQUESTED').comment('Whether the bytes are there'),
    fileName: p.string().length(255).comment('Name as given by the caller; nothing but data'),
    contentType: p.string().length(100).comment('Content type as given by the caller'),
    size: p.integer().comment('Announced number of bytes; exactly as many are taken'),
    sha256: p.string().length(64).nullable().comment('SHA-256 of the bytes, hexadecimal'),
    expiresAt: p.datetime(6).comment('Until then the address takes bytes'),
    tokenHash: p.blob().nullable().hidden().comment('SHA-256 of the address; null when used'),
    removedAt: p.datetime(6).nullable().hidden().comment('When its bytes were removed'),
    ...actor(),
  },
});

export class Upload extends UploadSchema.class {
  /** All bytes are there. @throws CORE_UPLOAD_USED when it expired meanwhile. */
  store(sha256: string): void {
    if (this.state !== 'REQUESTED') throw fileErrors.UPLOAD_USED();
    this.state = 'STORED';
    this.sha256 = sha256;
  }

  /** What came did not fit, and the address is used up. False when its bytes are there. */
  refuse(): boolean {
    if (this.state === 'REQUESTED') this.state = 'EXPIRED';
    return this.state === 'EXPIRED';
  }

  /** @throws CORE_UPLOAD_PURPOSE, CORE_UPLOAD_NOT_STORED */
  demandStored(purpose: UploadPurpose, path: readonly string[]): void {
    if (this.purpose !== purpose) throw fileErrors.UPLOAD_PURPOSE({}, path);
    if (this.state !== 'STORED') throw fileErrors.UPLOAD_NOT_STORED({}, path);
  }
}
UploadSchema.setClass(Upload);
