import { defineEntity, p, record } from '@bureau/core';
import { libraryErrors } from './errors.js';

export const FolderSchema = defineEntity({
  name: 'Folder',
  schema: 'documents',
  tableName: 'folder',
  comment: 'A place for documents; folders form a tree.',
  properties: {
    ...record(),
    name: p.string().length(120).comment('Name, unique in the folder above'),
    parent: () => p.manyToOne(Folder).nullable().comment('Folder in which it lies; null: top'),
  },
});

/** A place for documents. */
export class Folder extends FolderSchema.class {
  /**
   * Puts the folder, with all in it, into another one; null: to the top. A longer ring is found by
   * the database, which alone sees moves that happen at once.
   * @throws DOCUMENTS_FOLDER_RING
   */
  moveTo(parent: Folder | null): void {
    if (parent?.id === this.id) throw libraryErrors.FOLDER_RING({}, ['input', 'parentId']);
    this.parent = parent;
  }
}
FolderSchema.setClass(Folder);
