import {
  Arg,
  Context,
  type Ctx,
  DateScalar,
  Extensions,
  Field,
  ID,
  inputOf,
  InputType,
  Mutation,
  payloadOf,
  Resolver,
} from '@bureau/core';
import { demandLevel } from '../library/access.js';
import { Document } from '../library/document.entity.js';
import { DocumentBillType } from './bills.types.js';
import { draftBill } from './draft-bill.js';

@InputType({ description: 'How a paper becomes a bill; what is left out stands on it.' })
export class DocumentBillCreateInput extends inputOf(Document, [], { id: 'documentId' }) {
  @Field(() => ID, { nullable: true, description: 'The supplier; default: its correspondent.' })
  partyId?: string | null;
  @Field(() => String, { nullable: true, description: 'Number of the supplier.' })
  partyReference?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Date of the bill.' })
  issuedOn?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Code of the expense account; default: as in the last bill of the supplier.',
  })
  accountCode?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Code of its taxes, which the total has in it; default: as in the last bill.',
  })
  taxCode?: string | null;
}

export const DocumentBillCreatePayload = payloadOf('DocumentBillCreatePayload', {
  documentBill: DocumentBillType,
});

/** Papers that become bills. */
@Resolver()
export class DocumentBillResolver {
  @Extensions({ requireKey: true, keepKey: true })
  @Mutation(() => DocumentBillCreatePayload, {
    description:
      'Makes a draft of a bill in accounting of what was read off a document, and ties the two.',
  })
  async documentBillCreate(@Context() ctx: Ctx, @Arg('input') input: DocumentBillCreateInput) {
    const { documentId, expectedVersion, ...wish } = input;
    const path = ['input', 'documentId'];
    const document = await ctx.find(Document, documentId, { expectedVersion, path, lock: true });
    await demandLevel(ctx, document, 'EDIT');
    document.demandOpen();
    return { documentBill: await draftBill(ctx, document, wish) };
  }
}
