import { choice, defineEntity, money, p, Party, record, User } from '@bureau/core';
import { type AgreedDays, dueDays, renewed } from './contract-days.js';
import { ContractBilling, ContractKind, ContractRole, ContractState } from './contract-kinds.js';
import { contractErrors } from './errors.js';
import { TermUnit } from '../term.js';

/** What was agreed with somebody: its days, its worth, and who answers for it. */
export const ContractSchema = defineEntity({
  name: 'Contract',
  schema: 'documents',
  tableName: 'contract',
  comment: 'What was agreed with somebody: its days, its worth, and who answers for it.',
  uniques: [{ properties: ['number'] }],
  checks: [
    { name: 'contract_title_filled_check', expression: "btrim(title) <> ''" },
    { name: 'contract_span_check', expression: 'ends_on is null or starts_on <= ends_on' },
    {
      name: 'contract_notice_check',
      expression: '(notice_count is null) = (notice_unit is null) and notice_count > 0',
    },
    { name: 'contract_renewal_check', expression: 'renewal_months between 1 and 120' },
  ],
  properties: {
    ...record({ attributes: true }),
    number: p.string().length(40).comment('Number of the contract, unique'),
    title: p.string().length(200).comment('What it is about, in a few words'),
    kind: choice(ContractKind).comment('What it is about, as a kind'),
    state: choice(ContractState).default('DRAFT').comment('Where it is in its life'),
    value: money().nullable().comment('What it is worth, each time that it is paid'),
    billing: choice(ContractBilling).default('ONCE').comment('How often the value is paid'),
    startsOn: p.date().comment('First day'),
    endsOn: p.date().nullable().comment('Last day; null: until notice is given'),
    noticeCount: p.integer().nullable().comment('Length of the term of notice'),
    noticeUnit: choice(TermUnit).nullable().comment('What the term of notice is counted in'),
    noticeOn: p.date().nullable().comment('Last day on which a notice is in time for the end'),
    renewalMonths: p
      .integer()
      .nullable()
      .comment('Months by which it goes on without a notice; null: it ends'),
    renewals: p.integer().default(0).comment('How often it went on'),
    remindDays: p.integer().default(30).comment('Days before a decision on which people are told'),
    remindOn: p.date().nullable().comment('When people are told that a decision is due'),
    remindedFor: p.date().nullable().hidden().comment('End for which people were told'),
    owner: () => p.manyToOne(User).nullable().comment('Who answers for it and is reminded'),
    noticeGivenOn: p.date().nullable().comment('When notice was given'),
    endReason: p.string().length(500).nullable().comment('Why it was ended'),
    isEndTold: p.boolean().default(false).hidden().comment('Whether its end was announced'),
    memo: p.string().length(2000).nullable().comment('What else is known'),
  },
});

/** A contract; other plugins may point to it. */
export class Contract extends ContractSchema.class {
  /** The days that are agreed on. */
  agreedDays(): AgreedDays {
    const { startsOn, endsOn = null, noticeCount, noticeUnit, remindDays } = this;
    const notice = noticeCount && noticeUnit ? { count: noticeCount, unit: noticeUnit } : null;
    const renewalMonths = this.renewalMonths ?? null;
    return { startsOn, endsOn, notice, renewalMonths, remindDays };
  }

  /** Days that follow from others. To be called after each change of them. */
  reckon(): void {
    const isOpen = this.state === 'DRAFT' || this.state === 'ACTIVE';
    const { noticeOn, remindOn } = dueDays(this.agreedDays());
    this.noticeOn = noticeOn;
    this.remindOn = isOpen ? remindOn : null;
  }

  /** @throws DOCUMENTS_CONTRACT_STATE */
  assertState(...allowed: ContractState[]): void {
    if (allowed.includes(this.state)) return;
    const { number, state } = this;
    throw contractErrors.CONTRACT_STATE({ number, state }, ['input', 'id']);
  }

  /** Comes into force. @throws DOCUMENTS_CONTRACT_STATE */
  activate(): void {
    this.assertState('DRAFT');
    this.state = 'ACTIVE';
  }

  /**
   * Gets its last day. @throws DOCUMENTS_CONTRACT_STATE, and DOCUMENTS_CONTRACT_END for a day
   * outside of the contract: agreeing on more is a new contract
   */
  terminate(endsOn: string, { on, reason }: { on: string; reason: string }): void {
    this.assertState('ACTIVE');
    const latest = this.renewalMonths == null ? (this.endsOn ?? null) : null;
    if (endsOn < this.startsOn || (latest !== null && endsOn > latest)) {
      const data = { number: this.number, latest: latest ?? 'any later one' };
      throw contractErrors.CONTRACT_END(data, ['input', 'endsOn']);
    }
    this.state = 'TERMINATED';
    this.endsOn = endsOn;
    this.noticeGivenOn = on;
    this.endReason = reason;
    this.reckon();
  }

  /**
   * What a new day brings: another term, or the end. `undefined`: nothing; the end of a terminated
   * contract is told once.
   */
  passTo(today: string): 'RENEWED' | 'ENDED' | undefined {
    const { endsOn = null, state } = this;
    if (endsOn === null || endsOn >= today || this.isEndTold) return undefined;
    if (state === 'ACTIVE' && this.renewalMonths != null) {
      const next = renewed(this.agreedDays(), today);
      this.endsOn = next.endsOn;
      this.renewals += next.renewals;
      this.reckon();
      return 'RENEWED';
    }
    if (state !== 'ACTIVE' && state !== 'TERMINATED') return undefined;
    if (state === 'ACTIVE') this.state = 'EXPIRED';
    this.isEndTold = true;
    this.reckon();
    return 'ENDED';
  }
}
ContractSchema.setClass(Contract);

/** One side of a contract. */
export const ContractPartySchema = defineEntity({
  name: 'ContractParty',
  schema: 'documents',
  tableName: 'contract_party',
  comment: 'One side of a contract.',
  uniques: [{ properties: ['contract', 'party'] }],
  properties: {
    ...record(),
    contract: () => p.manyToOne(Contract).comment('The contract'),
    party: () => p.manyToOne(Party).comment('Who'),
    role: choice(ContractRole).comment('What the party is in it'),
  },
});

export class ContractParty extends ContractPartySchema.class {}
ContractPartySchema.setClass(ContractParty);
