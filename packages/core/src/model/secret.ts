import { p } from '@mikro-orm/core';

/** The mark by which derivation, planner and audit know a sealed column. */
const SEALED = 'sealed';

/** The ways to seal a property. */
export interface SecretOptions {
  /**
   * The property of the same entity that refers to whom the value is about (a `Person`). It is
   * sealed with a key of that subject then, and cannot be read by anybody, in no backup either,
   * once the key is destroyed (`personErase`).
   */
  subject?: string;
}

/**
 * A property that is stored sealed (AES-256-GCM, key of the organization or of its subject, bound
 * to table, column and row). Plugin code assigns plain text; the unit of work seals it before it is
 * written, the planner opens it for callers who hold the field's own permission. It cannot be
 * ordered by and is filtered by equality only, through a blind index in `<column>_index`.
 */
export function secret({ subject }: SecretOptions = {}) {
  return p.text().runtimeType(subject === undefined ? SEALED : `${SEALED}:${subject}`);
}

type Marked = { readonly runtimeType?: string | undefined };

/** Whether a property is stored sealed. */
export function isSealed(property: Marked | undefined): boolean {
  return property?.runtimeType?.split(':')[0] === SEALED;
}

/** The property that names the subject of a sealed one; undefined: the organization's key. */
export function subjectProperty(property: Marked): string | undefined {
  return isSealed(property) ? property.runtimeType?.split(':')[1] : undefined;
}
