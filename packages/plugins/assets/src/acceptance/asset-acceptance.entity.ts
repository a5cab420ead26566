import { choice, defineEntity, type EnumValue, enumOf, p, record } from '@bureau/core';
import { Employee } from '@bureau/plugin-hr/contract';
import { Asset } from '../asset.entity.js';
import { acceptanceErrors } from './errors.js';

/** What is accepted. */
export const AcceptanceKind = enumOf('AcceptanceKind', 'What is accepted.', {
  HAND_OVER: 'The employee has got the asset.',
  RETURN: 'The asset was taken back from the employee.',
});
export type AcceptanceKind = EnumValue<typeof AcceptanceKind>;

/** Where an acceptance is. */
export const AcceptanceState = enumOf('AcceptanceState', 'Where an acceptance is.', {
  PENDING: 'The employee is asked.',
  ACCEPTED: 'Confirmed.',
  DECLINED: 'The employee did not get it so.',
  VOID: 'The asset went on before an answer came.',
});
export type AcceptanceState = EnumValue<typeof AcceptanceState>;

/** In what condition an asset changed hands. */
export const AssetCondition = enumOf('AssetCondition', 'In what condition an asset was.', {
  GOOD: 'As it should be.',
  WORN: 'With traces of use.',
  DAMAGED: 'Broken, or partly so.',
  INCOMPLETE: 'Something that belongs to it is missing.',
});
export type AssetCondition = EnumValue<typeof AssetCondition>;

/** A confirmation that an asset changed hands, by whoever got it. */
export const AssetAcceptanceSchema = defineEntity({
  name: 'AssetAcceptance',
  schema: 'assets',
  tableName: 'asset_acceptance',
  comment: 'A confirmation that an asset changed hands, by whoever got it.',
  uniques: [
    { name: 'asset_acceptance_pending_key', properties: ['asset'], where: "state = 'PENDING'" },
  ],
  checks: [
    {
      name: 'asset_acceptance_answer_check',
      expression: "(state = 'PENDING') = (answered_at is null)",
    },
  ],
  properties: {
    ...record(),
    asset: () => p.manyToOne(Asset).comment('The asset'),
    employee: () => p.manyToOne(Employee).comment('Who got it, or gave it back'),
    kind: choice(AcceptanceKind).comment('What is accepted'),
    state: choice(AcceptanceState).default('PENDING').comment('Where it is'),
    askedAt: p.datetime(3).comment('When the asset changed hands'),
    answeredAt: p.datetime(3).nullable().comment('When it was answered, or given up'),
    condition: choice(AssetCondition).nullable().comment('In what condition the asset was'),
    note: p.string().length(1000).nullable().comment('What else was seen, or why not'),
  },
});

/** What is said of an asset that changed hands. */
export interface AcceptanceAnswer {
  state: 'ACCEPTED' | 'DECLINED' | 'VOID';
  condition?: AssetCondition | null | undefined;
  note?: string | null | undefined;
}

export class AssetAcceptance extends AssetAcceptanceSchema.class {
  /** @throws ASSETS_ACCEPTANCE_ANSWERED */
  answer({ state, condition = null, note = null }: AcceptanceAnswer, now: Date): void {
    if (this.state !== 'PENDING') {
      throw acceptanceErrors.ACCEPTANCE_ANSWERED({ state: this.state ?? '' }, ['input', 'id']);
    }
    this.state = state;
    this.answeredAt = now;
    this.condition = condition;
    this.note = note;
  }
}
AssetAcceptanceSchema.setClass(AssetAcceptance);
