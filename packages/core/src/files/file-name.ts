import { fileErrors } from './errors.js';

/**
 * A file's name as it is kept: data, never part of a path. What a caller gives is kept as it is,
 * also `../` and characters that turn the reading direction; only control characters are refused,
 * which no program shows.
 * @throws CORE_UPLOAD_NAME
 */
export function checkedName(given: string, path: readonly string[]): string {
  const name = given.trim().normalize('NFC');
  // oxlint-disable-next-line no-control-regex
  const isShown = !/[\u0000-\u001f\u007f]/.test(given) && !/\p{Cs}/u.test(name);
  if (name !== '' && name.length <= 255 && isShown) return name;
  throw fileErrors.UPLOAD_NAME({}, path);
}

/**
 * The header `Content-Disposition` of a download (RFC 6266, RFC 8187): always an attachment. What
 * looks like a path or turns the reading direction is left out of the proposed name.
 */
export function attachmentHeader(name: string): string {
  const shown = name.replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
  const last = shown.split(/[/\\]/).at(-1) ?? '';
  const safe = /^\.*$/.test(last) ? 'file' : last;
  const ascii = safe.replaceAll(/[^\w .()-]/g, '_');
  const encoded = encodeURIComponent(safe).replaceAll(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
