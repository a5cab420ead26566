import { choice, defineEntity, enumOf, type EnumValue, p, record } from '@bureau/core';
import type { Day } from '../day.js';
import { Employee } from '../employee.entity.js';
import { benefitErrors } from './errors.js';

/** Days in which everybody may choose anew, once a year, say. */
export const BenefitWindowSchema = defineEntity({
  name: 'BenefitWindow',
  schema: 'hr',
  tableName: 'benefit_window',
  comment: 'Days in which everybody may choose benefits, and the day from which it holds.',
  checks: [
    {
      name: 'benefit_window_days_check',
      expression: 'opens_on <= closes_on and closes_on <= starts_on',
    },
  ],
  properties: {
    ...record(),
    name: p.string().length(120).comment('Name for people, such as Benefits 2027'),
    opensOn: p.date().comment('First day'),
    closesOn: p.date().comment('Last day'),
    startsOn: p.date().comment('Day from which what is chosen holds'),
  },
});

export class BenefitWindow extends BenefitWindowSchema.class {}
BenefitWindowSchema.setClass(BenefitWindow);

export const LifeEventKind = enumOf('LifeEventKind', 'What changed in the life of somebody.', {
  MARRIAGE: 'Married, or the like.',
  SEPARATION: 'Divorced, or the like.',
  BIRTH: 'A child was born or adopted.',
  DEATH: 'Somebody who was covered has died.',
  LOSS_OF_COVER: 'Lost cover that came from elsewhere.',
  MOVE: 'Lives elsewhere, where other cover is needed.',
});
export type LifeEventKind = EnumValue<typeof LifeEventKind>;

export const LifeEventState = enumOf('LifeEventState', 'Whether an event in life counts.', {
  REPORTED: 'Told by the employee.',
  CONFIRMED: 'Proved: benefits may be chosen anew.',
  REJECTED: 'Not proved.',
});
export type LifeEventState = EnumValue<typeof LifeEventState>;

/** REPORTED -> CONFIRMED or REJECTED. */
export const LifeEventSchema = defineEntity({
  name: 'LifeEvent',
  schema: 'hr',
  tableName: 'life_event',
  comment: 'Something in the life of an employee that lets benefits be chosen anew.',
  properties: {
    ...record(),
    employee: () => p.manyToOne(Employee).comment('Whose life'),
    kind: choice(LifeEventKind).comment('What changed'),
    happenedOn: p.date().comment('Day on which it happened'),
    reportedOn: p.date().comment('Day on which it was told'),
    state: choice(LifeEventState).default('REPORTED').comment('Whether it counts'),
    decidedOn: p.date().nullable().comment('Day on which it was confirmed or rejected'),
  },
});

export class LifeEvent extends LifeEventSchema.class {
  /** @throws HR_LIFE_EVENT_STATE */
  decide(state: 'CONFIRMED' | 'REJECTED', today: Day): void {
    if (this.state !== 'REPORTED') {
      throw benefitErrors.LIFE_EVENT_STATE({ state: this.state }, ['input', 'id']);
    }
    this.state = state;
    this.decidedOn = today;
  }
}
LifeEventSchema.setClass(LifeEvent);
