import { secretReadsOf } from '../src/audit/secret-reads.js';
import type { Ctx } from '../src/context/ctx.js';
import type { RequestContext } from '../src/context/request.js';
import {
  Arg,
  Context,
  DateScalar,
  DateTimeScalar,
  DecimalScalar,
  Field,
  FieldResolver,
  Float,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from '../src/model/graphql.js';
import { decodeId } from '../src/model/ids.js';
import { WrittenResult } from '../src/read/result-plan.js';
import { Refusal } from '../src/write/errors.js';
import { ItemType, ShelfType } from './sample-types.js';

@ObjectType({ description: 'A row of a report.' })
export class SampleReportRow {
  @Field(() => String, { description: 'Words.' })
  label!: string;
  @Field(() => [DecimalScalar], { description: 'Amounts.' })
  amounts!: unknown[];
  @Field(() => [String], { nullable: 'items', description: 'Words or nothing.' })
  notes!: (string | null)[];
  @Field(() => ItemType.object, { nullable: true, description: 'An item.' })
  item!: { id: string } | null;
  @Field(() => ItemType.object, { description: 'An item that must be there.' })
  mustBe!: { id: string };
  @Field(() => [ItemType.object], { nullable: 'items', description: 'Items.' })
  items!: { id: string }[];
}

@ObjectType({ description: 'A report that a method makes.' })
export class SampleReport {
  @Field(() => DateScalar, { description: 'The day.' })
  on!: string;
  @Field(() => DateTimeScalar, { description: 'The instant.' })
  at!: Date;
  @Field(() => Int, { description: 'Rows.' })
  count!: unknown;
  @Field(() => Float, { nullable: true, description: 'A part.' })
  share!: number | null;
  @Field(() => Boolean, { description: 'Whether there are rows.' })
  hasRows!: boolean;
  @Field(() => ShelfType.object, { nullable: true, description: 'A shelf.' })
  shelf!: { id: string } | null;
  @Field(() => [SampleReportRow], { description: 'The rows.' })
  rows!: SampleReportRow[];
  @Field(() => SampleReportRow, { nullable: true, description: 'The first row.' })
  first!: unknown;
}

/** Something that is wrong with the rows, each found by graphql-js in the ordinary way. */
const FAULTS: Readonly<Record<string, (row: SampleReportRow) => object>> = {
  none: (row) => row,
  'a secret': (row) => row,
  'no label': (row) => ({ ...row, label: null }),
  'no amount': (row) => ({ ...row, amounts: [null] }),
  'amounts are no list': (row) => ({ ...row, amounts: '12' }),
  'a label that comes later': (row) => ({ ...row, label: Promise.resolve('later') }),
  'a label that is called': (row) => ({ ...row, label: () => 'called' }),
  'a label that is no text': (row) => ({ ...row, label: {} }),
  'an item that nobody has': (row) => ({ ...row, mustBe: { id: NOBODY } }),
};

const NOBODY = '00000000-0000-7000-8000-00000000ffff';
const WORDS = ['plain', 'a "quoted" \\ one', 'zwölf ✓ \u2028', '', 'line\nline', 'null'];
const AMOUNTS = ['0', '-12.50', '100000000000000000000.000000000001'];

/** A report about items, from rows of a statement and values of every kind. */
@Resolver(() => SampleReport)
export class SampleReports {
  @WrittenResult()
  @Query(() => SampleReport, { nullable: true, description: 'A report.' })
  async sampleReport(
    @Context() ctx: Ctx,
    @Arg('count', () => Int, { description: 'Rows; none: no report.' }) count: number,
    @Arg('on', () => DateScalar, { nullable: true, description: 'The day.' }) on: string | null,
    @Arg('shelf', () => ID, { nullable: true, description: 'A shelf.' }) shelf: string | null,
    @Arg('fault', () => String, { nullable: true, description: 'What is wrong.' })
    fault: string | null,
  ): Promise<SampleReport | null> {
    if (count < 0) throw new Refusal('BAD_USER_INPUT', 'count is 0 or more.');
    if (count === 0) return null;
    const items = await ctx.sql<{ id: string; tag: string }>(
      'select id, tag from sample.item order by tag, id limit $1',
      [count],
    );
    const id = (shelf == null ? undefined : decodeId(ShelfType.options.prefix, shelf)) ?? NOBODY;
    if (fault === 'a secret') noteSecret(ctx as RequestContext);
    const spoil = FAULTS[fault ?? 'none'] ?? (() => ({}));
    const rows = items.map((item, at) => spoil(rowOf(item, at)) as SampleReportRow);
    return {
      ...{ on: on ?? ctx.today, at: new Date(`${on ?? ctx.today}T10:00:00Z`) },
      ...{ count: String(rows.length), share: count === 1 ? null : 1 / count },
      hasRows: rows.length > 0,
      shelf: shelf == null ? null : { id },
      ...{ rows, first: rows[0] },
    };
  }

  @FieldResolver(() => Int, { description: 'Computed of its root.' })
  twice(@Root() { count }: SampleReport): number {
    return Number(count) * 2;
  }
}

/** As the planner does it for those who read a secret field. */
function noteSecret({ runtime, caller }: RequestContext): void {
  const record = runtime.composition.records.get('SampleItem');
  if (record) secretReadsOf(runtime.composition, caller).add(record, ['pin']);
}

function rowOf({ id, tag }: { id: string; tag: string }, at: number): SampleReportRow {
  const word = WORDS[at % WORDS.length] ?? '';
  return {
    label: `${tag} ${word}`,
    amounts: AMOUNTS.slice(at % 3),
    notes: at % 2 === 0 ? [word, null] : [],
    item: at % 3 === 0 ? null : { id },
    mustBe: { id },
    items: at % 4 === 0 ? [] : [{ id }, { id: NOBODY }, { id }],
  };
}
