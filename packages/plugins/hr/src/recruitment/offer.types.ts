import {
  ApprovalRequestType,
  Field,
  inputOf,
  InputType,
  MoneyInput,
  payloadOf,
} from '@bureau/core';
import { Offer } from './offer.entity.js';
import { OfferType } from './recruitment.types.js';

@InputType({ description: 'An offer; it is asked for by offerSubmit.' })
export class OfferCreateInput extends inputOf(
  Offer,
  ['application', 'startsOn', 'expiresOn', 'kind', 'partTimeShare', 'period'],
  { optional: ['kind', 'partTimeShare', 'period'] },
) {
  @Field(() => MoneyInput, {
    nullable: true,
    description: 'Gross pay. Requires: hr.salary.write',
  })
  pay?: MoneyInput | null;
}

@InputType({ description: 'An offer, and the version of it that you saw.' })
export class OfferInput extends inputOf(Offer, [], { id: 'id' }) {}

const offer = { offer: OfferType };
export const OfferCreatePayload = payloadOf('OfferCreatePayload', offer);
export const OfferSubmitPayload = payloadOf('OfferSubmitPayload', {
  ...offer,
  approvalRequest: ApprovalRequestType,
});
export const OfferAcceptPayload = payloadOf('OfferAcceptPayload', offer);
export const OfferDeclinePayload = payloadOf('OfferDeclinePayload', offer);
export const OfferWithdrawPayload = payloadOf('OfferWithdrawPayload', offer);
