import { comments, indexes, RECORD, reference, tenant } from '../library/tenant.js';

const tables = `
create table documents.document_reading (${RECORD},
  document_version_id uuid not null,
  state text not null default 'WAITING',
  unreadable_because text,
  pages_read integer not null default 0,
  page_count integer,
  constraint document_reading_version_key unique (organization_id, document_version_id),
  constraint document_reading_state_check
    check (state in ('WAITING', 'READING', 'READ', 'UNREADABLE')),
  constraint document_reading_unreadable_because_check
    check (unreadable_because in ('TYPE', 'PASSWORD', 'DAMAGED', 'SIZE', 'LIMIT')),
  constraint document_reading_pages_check check (pages_read >= 0 and page_count >= 0)
);
${indexes('document_reading', ['state', 'created_at'])}
${reference('document_reading', 'document_version_id', 'document_version on delete cascade')}
${tenant('document_reading')}

create table documents.page_image (${RECORD},
  document_version_id uuid not null,
  number integer not null,
  source text not null,
  confidence numeric(5,4) not null,
  turned_by numeric(4,1) not null,
  width integer not null,
  height integer not null,
  thumbnail_id uuid,
  preview_id uuid,
  constraint page_image_number_key unique (organization_id, document_version_id, number),
  constraint page_image_source_check check (source in ('NATIVE', 'OCR', 'NONE')),
  constraint page_image_number_check check (number >= 1)
);
${indexes('page_image', ['number'])}
${reference('page_image', 'document_version_id', 'document_version on delete cascade')}
${reference('page_image', 'thumbnail_id', 'core.file')}
${reference('page_image', 'preview_id', 'core.file')}
${tenant('page_image')}

create table documents.document_barcode (${RECORD},
  document_version_id uuid not null,
  page integer not null,
  format varchar(40) not null,
  text varchar(500) not null
);
${indexes('document_barcode', ['text', 'format'])}
${reference('document_barcode', 'document_version_id', 'document_version on delete cascade')}
${tenant('document_barcode')}
`;

const told = [
  comments('document_reading', 'How far a version has been read, page by page.', {
    document_version_id: 'The version; one for each',
    state: 'How far it is',
    unreadable_because: 'Why nothing can be read of it',
    pages_read: 'Pages that are read',
    page_count: 'Pages in all; null: not known yet',
  }),
  comments('page_image', 'What a page of a version looks like, and how it was read.', {
    document_version_id: 'The version',
    number: 'Number of the page, from 1',
    source: 'Where its text comes from',
    confidence: 'How sure its text is, 0 to 1, as the recognizer thinks',
    turned_by: 'Degrees by which the picture was turned to stand straight, clockwise',
    width: 'Width in points of 1/72 inch; of a picture in pixels',
    height: 'Height in points of 1/72 inch; of a picture in pixels',
    thumbnail_id: 'Small picture of it, WebP',
    preview_id: 'Picture to read, WebP',
  }),
  comments('document_barcode', 'A barcode on a page of a version.', {
    document_version_id: 'The version',
    page: 'Number of the page, from 1',
    format: 'Its kind, such as QRCode or Code128',
    text: 'What it says',
  }),
];

/** What was read of versions. */
export const readings = [tables, ...told].join('\n');
