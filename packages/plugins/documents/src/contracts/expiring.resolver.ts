import {
  Arg,
  Context,
  type Ctx,
  DateScalar,
  Extensions,
  Field,
  Int,
  ObjectType,
  Query,
  Refusal,
  Resolver,
} from '@bureau/core';
import { ContractType } from './contract.types.js';

const MOST = 100;

@ObjectType('ExpiringContract', { description: 'A contract on which somebody must decide.' })
export class ExpiringContract {
  @Field(() => ContractType.object, { nullable: true, description: 'The contract.' })
  contract!: { id: string } | null;
  @Field(() => DateScalar, {
    description: 'Last day on which a notice is in time; without a notice, the last day.',
  })
  decideBy!: string;
  @Field(() => Int, { description: 'Days until then; below zero: it was missed.' })
  daysLeft!: number;
}

/** What must be decided soon. */
@Resolver()
export class ExpiringContractResolver {
  @Extensions({ cost: 5, items: MOST })
  @Query(() => [ExpiringContract], {
    description:
      'Contracts in force on which a decision is due before a day, the most urgent first; at ' +
      `most ${MOST}.`,
  })
  async contractsExpiring(
    @Context() ctx: Ctx,
    @Arg('before', () => DateScalar, { description: 'First day that is out.' }) before: string,
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many at most.' }) first: number,
  ): Promise<ExpiringContract[]> {
    if (first < 1 || first > MOST) {
      throw new Refusal('BAD_USER_INPUT', `first is 1 to ${MOST}.`);
    }
    const where = {
      state: { eq: 'ACTIVE' },
      or: [
        { noticeOn: { lt: before } },
        { and: [{ noticeOn: { isNull: true } }, { endsOn: { lt: before } }] },
      ],
    };
    const ids = await ctx.ids(ContractType, where, 1_000);
    return ctx.sql<Row>(ORDERED, [ids, ctx.today, first]).then((rows) => rows.map(expiringOf));
  }
}

interface Row extends Record<string, unknown> {
  id: string;
  decide_by: string;
  days: string;
}

function expiringOf({ id, decide_by: decideBy, days }: Row): ExpiringContract {
  return { contract: { id }, decideBy, daysLeft: Number(days) };
}

const ORDERED = `
  select id, coalesce(notice_on, ends_on)::text as decide_by,
    (coalesce(notice_on, ends_on) - $2::date)::text as days
  from documents.contract where id = any($1::uuid[])
  order by coalesce(notice_on, ends_on), id limit $3`;
