import { defineEntity, p } from '@mikro-orm/core';
import { actor } from '../jobs/actor.js';
import { choice, enumOf, type EnumValue } from '../model/enums.js';
import { record } from '../model/record.js';
import { fileErrors } from './errors.js';

/** Whether the bytes are there. */
export const UploadState = enumOf('UploadState', 'Whether the bytes of an upload are there.', {
  REQUESTED: 'Its address waits for the bytes.',
  STORED: 'All announced bytes are there; for a day, unless a file is made of them.',
  FINISHED: 'A file was made of the bytes.',
  EXPIRED: 'No bytes are there: none came in time, they did not fit, or they were removed.',
});
export type UploadState = EnumValue<typeof UploadState>;

/** How long the address of an upload is good, in milliseconds. */
export const UPLOAD_LIFE = 15 * 60_000;

export const UploadSchema = defineEntity({
  name: 'Upload',
  schema: 'core',
  tableName: 'upload',
  comment: 'A file on its way in: a slot with an address for one use, then its bytes.',
  properties: {
    ...record(),
    purpose: p.string().length(80).comment('What it is for, such as core.import'),
    state: choice(UploadState).default('REQUESTED').comment('Whether the bytes are there'),
    name: p.string().length(255).comment('Name as given by the caller; nothing but data'),
    mediaType: p
      .string()
      .length(127)
      .comment('Media type: as given by the caller, and as found in the bytes once they are there'),
    size: p.integer().comment('Announced number of bytes; exactly as many are taken'),
    sha256: p
      .string()
      .length(64)
      .nullable()
      .comment(
        'SHA-256 of the bytes, hexadecimal; announced by the caller, if at all, until they are ' +
          'there',
      ),
    expiresAt: p.datetime(6).comment('Until then the address takes bytes'),
    tokenHash: p.blob().nullable().hidden().comment('SHA-256 of the address; null when used'),
    blobId: p.uuid().nullable().hidden().comment('Its bytes; null before and after they are there'),
    ...actor(),
  },
});

/** What was found in the bytes of an upload. */
export interface StoredBytes {
  blobId: string;
  sha256: string;
  mediaType: string;
}

export class Upload extends UploadSchema.class {
  /** All bytes are there. @throws CORE_UPLOAD_USED when it expired meanwhile. */
  store({ blobId, sha256, mediaType }: StoredBytes): void {
    if (this.state !== 'REQUESTED') throw fileErrors.UPLOAD_USED();
    this.state = 'STORED';
    this.blobId = blobId;
    this.sha256 = sha256;
    this.mediaType = mediaType;
  }

  /** What came did not fit, and the address is used up. False when its bytes are there. */
  refuse(): boolean {
    if (this.state === 'REQUESTED') this.state = 'EXPIRED';
    return this.state === 'EXPIRED';
  }

  /** A file takes the bytes over. @throws CORE_UPLOAD_NOT_STORED */
  finish(path: readonly string[]): StoredBytes {
    const { blobId, sha256, mediaType } = this;
    if (this.state !== 'STORED' || !blobId || !sha256) throw fileErrors.UPLOAD_NOT_STORED({}, path);
    this.state = 'FINISHED';
    this.blobId = null;
    return { blobId, sha256, mediaType };
  }

  /** @throws CORE_UPLOAD_PURPOSE, CORE_UPLOAD_NOT_STORED */
  demandStored(purpose: string, path: readonly string[]): void {
    if (this.purpose !== purpose) throw fileErrors.UPLOAD_PURPOSE({}, path);
    if (this.state !== 'STORED') throw fileErrors.UPLOAD_NOT_STORED({}, path);
  }
}
UploadSchema.setClass(Upload);
