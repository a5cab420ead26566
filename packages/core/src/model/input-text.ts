import type { DomainError } from '../write/errors.js';

/** Makes the error of a text that does not fit, from the table of whoever asks. */
export type TextFault = () => DomainError;

/** Text that must be there, without white space around it. @throws the given error when blank */
export function filledText(text: string, blank: TextFault): string {
  const value = text.trim();
  if (value === '') throw blank();
  return value;
}

/** Something, an at sign, a domain with a dot or none; more is decided by a mail server only. */
const EMAIL = /^[^\s@<>"]{1,64}@[^\s@<>"]{1,189}$/;

/** An e-mail address in lower case. @throws the given error when it is none */
export function emailAddress(text: string, invalid: TextFault): string {
  const value = text.trim().toLowerCase();
  if (!EMAIL.test(value)) throw invalid();
  return value;
}
