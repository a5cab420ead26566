/** What is known of the bytes of a file. */
export interface SniffedBytes {
  head: Buffer;
  isText: boolean;
  /** As the caller said; believed only among texts, which bytes do not tell apart. */
  announced: string;
  /** Names of the entries, when it is a ZIP archive. */
  entries?: readonly string[] | undefined;
}

/** A ZIP archive begins so: a first entry, or none at all. */
export function isZip(head: Buffer): boolean {
  return (
    head.length > 3 &&
    head.readUInt16BE(0) === 0x504b &&
    [0x0304, 0x0506].includes(head.readUInt16BE(2))
  );
}

export function isGzip(head: Buffer): boolean {
  return head.length > 2 && head[0] === 0x1f && head[1] === 0x8b;
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const ZIPPED: readonly (readonly [begin: string, mediaType: string])[] = [
  ['word/', `${OFFICE}.wordprocessingml.document`],
  ['xl/', `${OFFICE}.spreadsheetml.sheet`],
  ['ppt/', `${OFFICE}.presentationml.presentation`],
];

const HTML = /^<(?:!doctype\s+html|html|head|body|script|iframe|meta|title|a|div|style)\b/i;
const SVG =
  /^(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)*(?:<!doctype\s+svg[^>]*>\s*)?<svg\b/i;

/**
 * The media type that the bytes are of, by their begin and not by what the caller says:
 * `application/octet-stream` when nothing is known of them.
 */
export async function mediaTypeOf(bytes: SniffedBytes): Promise<string> {
  if (isZip(bytes.head)) return zippedType(bytes.entries ?? [], bytes.head);
  if (bytes.isText) return textType(bytes);
  // Forty modules that are needed with the first file only.
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(bytes.head).catch(() => undefined);
  return found?.mime ?? 'application/octet-stream';
}

/** The first entry of an OpenDocument file, stored, says what it is (ISO/IEC 26300-2, 3.3). */
const ANNOUNCED =
  /^mimetype(application\/vnd\.oasis\.opendocument\.(?:text|spreadsheet|presentation))PK/;
const LOCAL_BYTES = 30;

function zippedType(entries: readonly string[], head: Buffer): string {
  const open = ANNOUNCED.exec(head.toString('latin1', LOCAL_BYTES, LOCAL_BYTES + 80))?.[1];
  if (open !== undefined && entries.includes('content.xml')) return open;
  if (!entries.includes('[Content_Types].xml')) return 'application/zip';
  const known = ZIPPED.find(([begin]) => entries.some((name) => name.startsWith(begin)));
  return known?.[1] ?? 'application/zip';
}

function textType({ head, announced }: SniffedBytes): string {
  const text = head
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (SVG.test(text)) return 'image/svg+xml';
  if (HTML.test(text)) return 'text/html';
  if (text.startsWith('%PDF-')) return 'application/pdf';
  if (text.startsWith('<?xml')) return 'application/xml';
  if (announced === 'application/json' && /^[[{"]/.test(text)) return announced;
  if (announced.startsWith('text/') && announced !== 'text/html') return announced;
  return 'text/plain';
}
