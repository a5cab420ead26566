/** What other plugins may use of documents; everything else may change without notice. */
export { addDocument, type NewDocument } from './library/add-document.js';
export { Document } from './library/document.entity.js';
export { DocumentVersion } from './library/document-version.entity.js';
export {
  documentArchived,
  documentFiled,
  documentRestored,
  documentTrashed,
  textReady,
  versionAdded,
  versionPublished,
} from './library/events.js';
export { documentTrash } from './library/hooks.js';
export { DocumentRecordType, DocumentVersionType } from './library/library.types.js';
export { ORIGINAL } from './library/original.js';
