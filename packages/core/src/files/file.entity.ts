import { defineEntity, p } from '@mikro-orm/core';
import { actor } from '../jobs/actor.js';
import { choice, enumOf, type EnumValue } from '../model/enums.js';
import { record } from '../model/record.js';
import { fileErrors } from './errors.js';

/** Whether its bytes can be read. */
export const FileState = enumOf('FileState', 'Whether the bytes of a file can be read.', {
  STORED: 'Its bytes are there.',
  DAMAGED: 'Its bytes are not what was stored, or are gone: send it again.',
});
export type FileState = EnumValue<typeof FileState>;

export const FileSchema = defineEntity({
  name: 'File',
  schema: 'core',
  tableName: 'file',
  comment: 'A file: its name, its type as found in its bytes, and where they are.',
  properties: {
    ...record(),
    name: p.string().length(255).comment('Name as given by the caller; nothing but data'),
    mediaType: p.string().length(127).comment('Media type as found in the bytes'),
    size: p.integer().comment('Number of bytes'),
    sha256: p.string().length(64).comment('SHA-256 of the bytes, hexadecimal'),
    purpose: p.string().length(80).comment('What it is for, such as assets.photo'),
    state: choice(FileState).default('STORED').comment('Whether its bytes can be read'),
    blobId: p.uuid().hidden().comment('Its bytes'),
    ...actor(),
  },
});

/** Bytes with a name. They never change: another version is another file. */
export class File extends FileSchema.class {
  /** @throws CORE_FILE_PURPOSE, CORE_FILE_DAMAGED */
  demandPurpose(purpose: string, path: readonly string[]): void {
    if (this.purpose !== purpose) throw fileErrors.FILE_PURPOSE({}, path);
    if (this.state === 'DAMAGED') throw fileErrors.FILE_DAMAGED({}, path);
  }
}
FileSchema.setClass(File);
