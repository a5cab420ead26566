import { defineEntity, p, Party, record } from '@bureau/core';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { JournalEntry } from '../ledger/journal-entry.entity.js';
import { amount } from './document-columns.js';
import { OpenItem } from './open-item.entity.js';

/** How customers are reminded of what is overdue. */
export const DunningPolicySchema = defineEntity({
  name: 'DunningPolicy',
  schema: 'accounting',
  tableName: 'dunning_policy',
  comment: 'How customers are reminded of what is overdue.',
  uniques: [{ properties: ['name'] }],
  properties: {
    ...record(),
    name: p.string().length(120).comment('Name for people, unique'),
    isActive: p.boolean().default(true).comment('Whether new runs may use it'),
    chargeAccount: () =>
      p
        .manyToOne(LedgerAccount)
        .nullable()
        .comment(
          'Takes fees and interest, which are posted with the notice; null: they are told only',
        ),
    yearlyPercent: p
      .decimal()
      .precision(7)
      .scale(4)
      .nullable()
      .comment('Interest on what is late, a year; null: none'),
    isMailed: p
      .boolean()
      .default(false)
      .comment('Whether notices go to the mail address of the party'),
  },
});

export class DunningPolicy extends DunningPolicySchema.class {}
DunningPolicySchema.setClass(DunningPolicy);

/** One step of reminding (receivables/dunning.ts). */
export const DunningStepSchema = defineEntity({
  name: 'DunningStep',
  schema: 'accounting',
  tableName: 'dunning_level',
  comment: 'One step of reminding.',
  uniques: [{ properties: ['policy', 'number'] }],
  properties: {
    ...record(),
    policy: () => p.manyToOne(DunningPolicy).deleteRule('cascade').comment('The policy'),
    number: p.integer().comment('Level, from 1'),
    afterDays: p.integer().comment('Days after the due day from which it is written'),
    gapDays: p.integer().comment('Days that passed since the notice before'),
    fee: amount()
      .default('0')
      .comment('In the currency of the item; posted where the policy names an account'),
    text: p.string().length(2000).comment('What is written'),
  },
});

export class DunningStep extends DunningStepSchema.class {}
DunningStepSchema.setClass(DunningStep);

/** All notices of a day. */
export const DunningRunSchema = defineEntity({
  name: 'DunningRun',
  schema: 'accounting',
  tableName: 'dunning_run',
  comment: 'All notices of a day.',
  properties: {
    ...record(),
    policy: () => p.manyToOne(DunningPolicy).comment('The policy'),
    runOn: p.date().comment('The day'),
    noticeCount: p.integer().comment('How many notices it wrote'),
  },
});

export class DunningRun extends DunningRunSchema.class {}
DunningRunSchema.setClass(DunningRun);

/** A reminder of one item; one of each level. */
export const DunningNoticeSchema = defineEntity({
  name: 'DunningNotice',
  schema: 'accounting',
  tableName: 'dunning_notice',
  comment: 'A reminder of one item; one of each level.',
  uniques: [{ properties: ['openItem', 'level'] }],
  properties: {
    ...record(),
    run: () => p.manyToOne(DunningRun).comment('The run'),
    openItem: () => p.manyToOne(OpenItem).comment('The item'),
    party: () => p.manyToOne(Party).comment('Who is reminded'),
    level: p.integer().comment('Level of the reminder'),
    noticedOn: p.date().comment('The day'),
    currency: p.string().length(3).comment('Currency of the amounts (ISO 4217)'),
    openAmount: amount().comment('What was open'),
    fee: amount().comment('Fee of the level'),
    interest: amount()
      .default('0')
      .comment('Interest since the due day, or since the notice before'),
    entry: () =>
      p
        .manyToOne(JournalEntry)
        .nullable()
        .comment('The entry of fee and interest; null: they were told only'),
    mailedTo: p.string().length(254).nullable().comment('Where it was sent; null: nowhere'),
    text: p.string().length(2000).comment('What is written'),
  },
});

export class DunningNotice extends DunningNoticeSchema.class {}
DunningNoticeSchema.setClass(DunningNotice);
