import { DomainError, fill } from '@bureau/core';
import { errors } from '../errors.js';

/** A fault as the posting function tells it: the code without prefix, and its data. */
export interface PostingFault {
  code: string;
  /** Number of the line, from 1, where it is of a line. */
  line?: number;
  [data: string]: string | number | undefined | null;
}

/** The error of the business that a fault stands for; of a line or a
 * number with the path of that. */
export function faultOf(fault: PostingFault, path: readonly string[]): DomainError {
  const { code: reason, line, ...more } = fault;
  const code = `ACCOUNTING_${reason}`;
  const data: Record<string, string | number> = line == null ? {} : { line };
  for (const [name, value] of Object.entries(more)) if (value != null) data[name] = value;
  const message = errors.table[code] ?? code;
  const field = reason.startsWith('NUMBER_') ? ['number'] : [];
  const at = line == null ? field : ['lines', String(line - 1)];
  return new DomainError(code, fill(message, data), { data, path: [...path, ...at] });
}
