import { choice, defineEntity, enumOf, type EnumValue, money, p, record } from '@bureau/core';
import type { Day } from '../day.js';
import { EmploymentKind } from '../employment.entity.js';
import { SalaryPeriod } from '../salary.entity.js';
import { Application } from './application.entity.js';
import { recruitmentErrors } from './errors.js';
import { Requisition } from './position.entity.js';

export const OfferState = enumOf('OfferState', 'Where an offer of a job is.', {
  DRAFT: 'Written, nobody is asked yet.',
  PENDING: 'Somebody is asked.',
  EXTENDED: 'Agreed to and made; the applicant may accept.',
  ACCEPTED: 'The applicant comes.',
  DECLINED: 'The applicant does not come.',
  EXPIRED: 'The applicant did not answer in time.',
  REFUSED: 'Whoever was asked did not agree.',
  WITHDRAWN: 'Taken back.',
});
export type OfferState = EnumValue<typeof OfferState>;

/**
 * DRAFT -> PENDING -> EXTENDED or REFUSED; EXTENDED -> ACCEPTED, DECLINED or EXPIRED; DRAFT,
 * PENDING, EXTENDED, and ACCEPTED before the applicant is hired -> WITHDRAWN.
 */
export const OfferSchema = defineEntity({
  name: 'Offer',
  schema: 'hr',
  tableName: 'offer',
  comment: 'A job that is offered to an applicant, until a day.',
  properties: {
    ...record(),
    application: () => p.manyToOne(Application).comment('Who it is for'),
    requisition: () => p.manyToOne(Requisition).comment('Whose post it would take'),
    startsOn: p.date().comment('First day of work'),
    expiresOn: p.date().comment('Last day on which it can be accepted'),
    kind: choice(EmploymentKind).default('PERMANENT').comment('On which terms'),
    partTimeShare: p
      .decimal()
      .precision(5)
      .scale(4)
      .default('1')
      .comment('Part of full working time, above 0 and at most 1'),
    pay: money().nullable().comment('Gross pay that is offered'),
    period: choice(SalaryPeriod).default('YEAR').comment('The time that the pay is for'),
    state: choice(OfferState).default('DRAFT').comment('Where it is in its life'),
    answeredOn: p.date().nullable().comment('Day on which it was accepted or declined'),
  },
});

export class Offer extends OfferSchema.class {
  /** @throws HR_OFFER_STATE */
  demand(...states: OfferState[]): void {
    if (states.includes(this.state)) return;
    throw recruitmentErrors.OFFER_STATE({ state: this.state }, ['input', 'id']);
  }

  /** @throws HR_OFFER_STATE, HR_OFFER_EXPIRED */
  answer(state: 'ACCEPTED' | 'DECLINED', today: Day): void {
    this.demand('EXTENDED');
    if (state === 'ACCEPTED' && this.expiresOn < today) {
      throw recruitmentErrors.OFFER_EXPIRED({ day: this.expiresOn }, ['input', 'id']);
    }
    this.state = state;
    this.answeredOn = today;
  }

  /** @throws HR_OFFER_STATE */
  withdraw(): void {
    this.demand('DRAFT', 'PENDING', 'EXTENDED', 'ACCEPTED');
    this.state = 'WITHDRAWN';
  }
}
OfferSchema.setClass(Offer);
