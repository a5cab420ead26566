import { defineEntity, p } from '@mikro-orm/core';
import { record } from '../model/record.js';
import { User } from '../schema/user.entity.js';
import { approvalErrors } from './errors.js';

/** Somebody who votes for somebody else from a day, until a day (exclusive). */
export const SubstituteSchema = defineEntity({
  name: 'Substitute',
  schema: 'core',
  tableName: 'substitute',
  comment: 'Somebody who decides for somebody else from a day, until a day exclusive.',
  properties: {
    ...record(),
    user: () => p.manyToOne(User).comment('Who is away'),
    substitute: () => p.manyToOne(User).comment('Who decides instead'),
    validFrom: p.date().comment('First day'),
    validTo: p.date().nullable().comment('First day on which it no longer holds; null = open'),
    reason: p.string().length(200).nullable().comment('Why, such as leave'),
  },
});

export class Substitute extends SubstituteSchema.class {
  /**
   * The day from which it no longer holds; the first day or before: it never did.
   * @throws CORE_SUBSTITUTE_ENDED
   */
  endOn(day: string): void {
    if (this.validTo != null && this.validTo <= day) {
      throw approvalErrors.SUBSTITUTE_ENDED({}, ['input', 'id']);
    }
    this.validTo = day < this.validFrom ? this.validFrom : day;
  }
}
SubstituteSchema.setClass(Substitute);
