import { type Exposed, expose, type Extension, FileType, many } from '@bureau/core';
import {
  CorrespondentType,
  DocumentRecordType,
  DocumentVersionType,
} from '../library/library.types.js';
import { ownDocuments, visibleTo, visibleWith } from '../library/visibility.js';
import { ExtractedField, ExtractionRule } from './extracted-field.entity.js';
import { DocumentBarcode, DocumentReading, PageImage } from './reading.entity.js';

/** What hangs on a version is seen by who sees its document. */
const onVersion = {
  conditions: {
    own: (principal: Parameters<typeof ownDocuments>[0]) => ({
      documentVersion: { document: ownDocuments(principal) },
    }),
  },
  always: (principal: Parameters<typeof visibleTo>[0]) => {
    const visible = visibleTo(principal);
    return visible && { documentVersion: { document: visible } };
  },
};

export const DocumentReadingType: Exposed = expose(DocumentReading, {
  prefix: 'drd',
  filter: ['documentVersion', 'state', 'createdAt'],
  order: ['createdAt'],
  ...onVersion,
});

export const PageImageType: Exposed = expose(PageImage, {
  prefix: 'pgi',
  root: false,
  filter: ['documentVersion', 'number'],
  order: ['number'],
  ...onVersion,
});

export const DocumentBarcodeType: Exposed = expose(DocumentBarcode, {
  prefix: 'bcd',
  filter: ['documentVersion', 'text', 'format'],
  order: ['text'],
  ...onVersion,
});

export const ExtractedFieldType: Exposed = expose(ExtractedField, {
  prefix: 'xfd',
  filter: ['document', 'name', 'value', 'state'],
  order: ['name', 'value'],
  conditions: { own: (principal) => ({ document: ownDocuments(principal) }) },
  always: visibleWith('document'),
});

export const ExtractionRuleType: Exposed = expose(ExtractionRule, {
  prefix: 'xrl',
  filter: ['correspondent', 'field'],
  order: ['field'],
});

/** What capture adds to the types of the library and of core. */
export const captureExtensions: Extension[] = [
  {
    type: DocumentVersionType,
    relations: {
      readings: many(() => DocumentReadingType, 'documentVersion', 'How far it is read.'),
      pageImages: many(() => PageImageType, 'documentVersion', 'Pictures of its pages.'),
      barcodes: many(() => DocumentBarcodeType, 'documentVersion', 'Barcodes on its pages.'),
    },
  },
  {
    type: DocumentRecordType,
    relations: {
      fields: many(() => ExtractedFieldType, 'document', 'Facts that were read off it.'),
    },
  },
  {
    type: CorrespondentType,
    relations: {
      extractionRules: many(() => ExtractionRuleType, 'correspondent', 'Learned of its papers.'),
    },
  },
  {
    type: FileType,
    relations: {
      thumbnails: many(() => PageImageType, 'thumbnail', 'Pages of which it is the small picture.'),
      previews: many(() => PageImageType, 'preview', 'Pages of which it is the picture to read.'),
    },
  },
];
