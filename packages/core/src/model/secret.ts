import { p } from '@mikro-orm/core';

/** The mark by which derivation, planner and audit know a sealed column. */
export const SEALED = 'sealed';

/**
 * A property that is stored sealed (AES-256-GCM, key of the organization, bound to table, column
 * and row). Plugin code assigns plain text; the unit of work seals it before it is written, the
 * planner opens it for callers who hold the field's own permission. It cannot be ordered by and is
 * filtered by equality only, through a blind index in `<column>_index`.
 */
export function secret() {
  return p.text().runtimeType(SEALED);
}
