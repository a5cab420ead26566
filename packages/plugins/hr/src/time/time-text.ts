import { filledText } from '@bureau/core';
import { timeErrors } from './errors.js';

/** Text of an input without white space around it. @throws HR_TIME_TEXT */
export function filled(text: string, field: string): string {
  return filledText(text, () => timeErrors.TIME_TEXT({}, ['input', field]));
}
