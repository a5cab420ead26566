import { hasCheckDigits97 } from '@bureau/core';

/** Whether a text is a creditor's reference `RF..` with right check digits (ISO 11649). */
export function isCreditorReference(text: string): boolean {
  return /^RF\d{2}[A-Z0-9]{1,21}$/.test(text) && hasCheckDigits97(text);
}
