import type { Migration } from '@bureau/core';
import { fields } from './capture/fields.js';
import { readings } from './capture/readings.js';

/** How papers are read: pages, pictures, barcodes, facts and what was learned. Frozen. */
export const capture: Migration = {
  name: '0030-capture',
  up: [readings, fields].join('\n'),
  down: `
drop table documents.extraction_rule, documents.extracted_field, documents.document_barcode,
  documents.page_image, documents.document_reading;`,
};
