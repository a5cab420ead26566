import { choice, defineEntity, File, p, record } from '@bureau/core';
import { DocumentVersion } from '../library/document-version.entity.js';
import { PageSource, ReadingState, UnreadableBecause } from './capture-kinds.js';

export const DocumentReadingSchema = defineEntity({
  name: 'DocumentReading',
  schema: 'documents',
  tableName: 'document_reading',
  comment: 'How far a version has been read, page by page.',
  properties: {
    ...record(),
    documentVersion: () => p.manyToOne(DocumentVersion).comment('The version; one for each'),
    state: choice(ReadingState).default('WAITING').comment('How far it is'),
    unreadableBecause: choice(UnreadableBecause)
      .nullable()
      .comment('Why nothing can be read of it'),
    pagesRead: p.integer().default(0).comment('Pages that are read'),
    pageCount: p.integer().nullable().comment('Pages in all; null: not known yet'),
  },
});

/** WAITING -> READING -> READ or UNREADABLE; it begins again when somebody asks. */
export class DocumentReading extends DocumentReadingSchema.class {}
DocumentReadingSchema.setClass(DocumentReading);

export const PageImageSchema = defineEntity({
  name: 'PageImage',
  schema: 'documents',
  tableName: 'page_image',
  comment: 'What a page of a version looks like, and how it was read.',
  properties: {
    ...record(),
    documentVersion: () => p.manyToOne(DocumentVersion).comment('The version'),
    number: p.integer().comment('Number of the page, from 1'),
    source: choice(PageSource).comment('Where its text comes from'),
    confidence: p
      .decimal()
      .precision(5)
      .scale(4)
      .comment('How sure its text is, 0 to 1, as the recognizer thinks'),
    turnedBy: p
      .decimal()
      .precision(4)
      .scale(1)
      .comment('Degrees by which the picture was turned to stand straight, clockwise'),
    width: p.integer().comment('Width in points of 1/72 inch; of a picture in pixels'),
    height: p.integer().comment('Height in points of 1/72 inch; of a picture in pixels'),
    thumbnail: () => p.manyToOne(File).nullable().comment('Small picture of it, WebP'),
    preview: () => p.manyToOne(File).nullable().comment('Picture to read, WebP'),
  },
});

/** A page as it is shown. */
export class PageImage extends PageImageSchema.class {}
PageImageSchema.setClass(PageImage);

export const DocumentBarcodeSchema = defineEntity({
  name: 'DocumentBarcode',
  schema: 'documents',
  tableName: 'document_barcode',
  comment: 'A barcode on a page of a version.',
  properties: {
    ...record(),
    documentVersion: () => p.manyToOne(DocumentVersion).comment('The version'),
    page: p.integer().comment('Number of the page, from 1'),
    format: p.string().length(40).comment('Its kind, such as QRCode or Code128'),
    text: p.string().length(500).comment('What it says'),
  },
});

/** A barcode on a page. */
export class DocumentBarcode extends DocumentBarcodeSchema.class {}
DocumentBarcodeSchema.setClass(DocumentBarcode);
