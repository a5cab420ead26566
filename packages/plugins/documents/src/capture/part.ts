import { type PluginPart, type RuleTree } from '@bureau/core';
import { DOCUMENT_READ, DOCUMENT_WRITE } from '../library/permissions.js';
import { capture } from '../migrations/0030-capture.js';
import { CaptureResolver } from './capture.resolver.js';
import {
  captureExtensions,
  DocumentBarcodeType,
  DocumentReadingType,
  ExtractedFieldType,
  ExtractionRuleType,
  PageImageType,
} from './capture.types.js';
import { captureErrors } from './errors.js';
import { fieldCorrected } from './events.js';
import { ExtractedField, ExtractionRule } from './extracted-field.entity.js';
import { PAGE_IMAGE } from './page-purpose.js';
import { readVersion, versionToRead } from './read-version.job.js';
import { DocumentBarcode, DocumentReading, PageImage } from './reading.entity.js';

const rules: RuleTree = {
  File: { thumbnails: DOCUMENT_READ, previews: DOCUMENT_READ },
  DocumentReading: { '*': DOCUMENT_READ },
  PageImage: { '*': DOCUMENT_READ },
  DocumentBarcode: { '*': DOCUMENT_READ },
  ExtractedField: { '*': DOCUMENT_READ },
  ExtractionRule: { '*': DOCUMENT_READ },
  Mutation: {
    documentFieldCorrect: DOCUMENT_WRITE,
    documentVersionRead: DOCUMENT_WRITE,
  },
};

/** How papers are read: text, pictures, barcodes, facts, and what is learned about them. */
export const capturePart: PluginPart = {
  entities: [DocumentReading, PageImage, DocumentBarcode, ExtractedField, ExtractionRule],
  types: [
    DocumentReadingType,
    PageImageType,
    DocumentBarcodeType,
    ExtractedFieldType,
    ExtractionRuleType,
  ],
  extensions: captureExtensions,
  migrations: [capture],
  resolvers: [CaptureResolver],
  rules,
  errors: captureErrors.table,
  events: [fieldCorrected],
  jobs: [readVersion],
  on: [versionToRead],
  files: [PAGE_IMAGE],
};
