import {
  Arg,
  Context,
  type Ctx,
  DateScalar,
  enumOf,
  type EnumValue,
  Field,
  FileType,
  ID,
  InputType,
  Mutation,
  Party,
  payloadOf,
  Resolver,
} from '@bureau/core';
import { tradeErrors } from '../trade/errors.js';
import { TradeSide } from '../trade/trade-kinds.js';
import { statementFile } from './statement-file.js';

/** Forms of a statement of account. */
export const PartyStatementFormat = enumOf(
  'PartyStatementFormat',
  'Forms of a statement of account.',
  { PDF: 'For people.', CSV: 'For programs: days and amounts in plain form.' },
);
export type PartyStatementFormat = EnumValue<typeof PartyStatementFormat>;

@InputType({ description: 'A statement of account as a file.' })
export class PartyStatementFileCreateInput {
  @Field(() => ID, { description: 'The party.' })
  partyId!: string;
  @Field(() => TradeSide, { description: 'As customer or as supplier.' })
  side!: TradeSide;
  @Field(() => DateScalar, { description: 'First day.' })
  from!: string;
  @Field(() => DateScalar, { description: 'Last day.' })
  to!: string;
  @Field(() => PartyStatementFormat, { description: 'Its form.' })
  format!: PartyStatementFormat;
}

const PartyStatementFileCreatePayload = payloadOf('PartyStatementFileCreatePayload', {
  file: FileType,
});

/** Statements of account as they are sent. */
@Resolver()
export class StatementFileResolver {
  @Mutation(() => PartyStatementFileCreatePayload, {
    description: 'Makes a file of a statement of account, all currencies one after another.',
  })
  async partyStatementFileCreate(
    @Context() ctx: Ctx,
    @Arg('input') input: PartyStatementFileCreateInput,
  ) {
    if (input.to < input.from) throw tradeErrors.STATEMENT_SPAN({}, ['input', 'to']);
    const party = await ctx.find(Party, input.partyId, { path: ['input', 'partyId'] });
    return { file: await statementFile(ctx, { ...input, party: party.id }) };
  }
}
