import { choice, defineEntity, enumOf, type EnumValue, p, record, secret } from '@bureau/core';
import type { Day } from '../day.js';
import { Employee } from '../employee.entity.js';
import { addDays } from '../leave/leave-days.js';
import { grievanceErrors } from './errors.js';

/** Within how many days whoever files is answered (Directive (EU) 2019/1937, article 9). */
const ACKNOWLEDGED_IN = 7;
const ANSWERED_IN = 90;

export const GrievanceCategory = enumOf('GrievanceCategory', 'What a grievance is about.', {
  HARASSMENT: 'Somebody is harassed or bullied.',
  DISCRIMINATION: 'Somebody is treated worse for what they are.',
  SAFETY: 'Somebody is in danger at work.',
  FRAUD: 'Money or things are misused.',
  RETALIATION: 'Somebody suffers for having spoken.',
  CONDITIONS: 'Hours, pay or the way of working.',
  OTHER: 'Anything else.',
});
export type GrievanceCategory = EnumValue<typeof GrievanceCategory>;

export const GrievanceState = enumOf('GrievanceState', 'How far a grievance is.', {
  FILED: 'Came in.',
  IN_REVIEW: 'Acknowledged, and looked into.',
  DECIDED: 'The outcome stands and was told.',
  CLOSED: 'Done.',
  WITHDRAWN: 'Taken back by whoever filed it.',
});
export type GrievanceState = EnumValue<typeof GrievanceState>;

export const GrievanceOutcome = enumOf('GrievanceOutcome', 'What came of a grievance.', {
  UPHELD: 'It is as it was said.',
  PARTLY_UPHELD: 'Some of it is.',
  NOT_UPHELD: 'It is not.',
  UNRESOLVED: 'It could not be found out.',
});
export type GrievanceOutcome = EnumValue<typeof GrievanceOutcome>;

/**
 * FILED -> IN_REVIEW -> DECIDED -> CLOSED; FILED, IN_REVIEW -> WITHDRAWN. Words are sealed, and
 * erased a number of days after the end.
 */
export const GrievanceSchema = defineEntity({
  name: 'Grievance',
  schema: 'hr',
  tableName: 'grievance',
  comment: 'A complaint that named people look into, and nobody else ever sees.',
  properties: {
    ...record(),
    category: choice(GrievanceCategory).comment('What it is about'),
    title: secret().nullable().comment('In a few words; sealed; null: erased'),
    filedBy: () => p.manyToOne(Employee).nullable().comment('Who filed it; null: nobody knows'),
    filedOn: p.date().comment('Day on which it came in'),
    codeHash: p.blob().nullable().hidden().comment('SHA-256 of the code to come back with'),
    state: choice(GrievanceState).default('FILED').comment('How far it is'),
    acknowledgeBy: p.date().comment('Last day to acknowledge it'),
    answerBy: p.date().comment('Last day to tell what came of it'),
    outcome: choice(GrievanceOutcome).nullable().comment('What came of it'),
    outcomeWords: secret().nullable().comment('The same in words; sealed'),
    closedOn: p.date().nullable().comment('Day on which it was closed or taken back'),
    keepDays: p.integer().default(1095).comment('Days after the end until words are erased'),
    erasedAt: p.datetime(6).nullable().comment('When words were erased'),
  },
});

export class Grievance extends GrievanceSchema.class {
  /** The days within which something must be done. */
  static deadlines(filedOn: Day): { acknowledgeBy: Day; answerBy: Day } {
    const acknowledgeBy = addDays(filedOn, ACKNOWLEDGED_IN);
    return { acknowledgeBy, answerBy: addDays(acknowledgeBy, ANSWERED_IN) };
  }

  /** @throws HR_GRIEVANCE_STATE */
  demand(...states: GrievanceState[]): void {
    if (states.includes(this.state)) return;
    throw grievanceErrors.GRIEVANCE_STATE({ state: this.state }, ['input', 'id']);
  }

  /** @throws HR_GRIEVANCE_STATE */
  acknowledge(): void {
    this.demand('FILED');
    this.state = 'IN_REVIEW';
  }

  /** @throws HR_GRIEVANCE_STATE */
  decide(outcome: GrievanceOutcome, words: string): void {
    this.demand('IN_REVIEW');
    this.state = 'DECIDED';
    this.outcome = outcome;
    this.outcomeWords = words;
  }

  /** @throws HR_GRIEVANCE_STATE */
  end(state: 'CLOSED' | 'WITHDRAWN', today: Day): void {
    if (state === 'CLOSED') this.demand('DECIDED');
    else this.demand('FILED', 'IN_REVIEW');
    this.state = state;
    this.closedOn = today;
  }

  /** Forgets the words; that there was something, and how it ended, stays. */
  erase(now: Date): void {
    this.title = null;
    this.outcomeWords = null;
    this.filedBy = null;
    this.codeHash = null;
    this.erasedAt = now;
  }
}
GrievanceSchema.setClass(Grievance);
