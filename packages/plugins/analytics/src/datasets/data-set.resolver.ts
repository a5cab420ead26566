import {
  Arg,
  Context,
  type Ctx,
  defineLoader,
  Extensions,
  FieldResolver,
  filledText,
  importInto,
  Int,
  Mutation,
  Resolver,
  Role,
  Root,
  User,
} from '@bureau/core';
import { checkedColumns } from './check-columns.js';
import { columnsOf, isFigure, PREFIX, type StoredColumn } from './column.js';
import { MOST_SETS } from './data-facts.js';
import { DataSet, DataSetShare } from './data-set.entity.js';
import { dataSetImport } from './data-set.import.js';
import {
  DataSetColumn,
  DataSetCreateInput,
  DataSetCreatePayload,
  DataSetDeleteInput,
  DataSetDeletePayload,
  DataSetImportInput,
  DataSetImportPayload,
  DataSetSharesSetInput,
  DataSetSharesSetPayload,
  DataSetType,
  DataSetUpdateInput,
  DataSetUpdatePayload,
} from './data-set.types.js';
import { dataSetErrors } from './errors.js';
import { ownSet } from './own-set.js';

const MOST_ROLES = 20;

interface Row extends Record<string, unknown> {
  id: string;
  key: string;
  columns: unknown;
  n: string;
}

/** Columns of data sets and how many rows they have, of those that the caller may see. */
const setLoader = defineLoader<string, Row | undefined>({
  name: 'analytics.dataSets',
  key: (id) => id,
  async batch(ctx, ids) {
    const text = `
      select s.id, s.key, s.columns, (select count(*) from analytics.data_row r
        where r.organization_id = s.organization_id and r.data_set_id = s.id) as n
      from analytics.data_set s where s.id = any($1::uuid[])`;
    const rows = await ctx.sql<Row>(text, [ids]);
    return ids.map((id) => rows.find((row) => row.id === id));
  },
});

/** Figures from outside. */
@Resolver(() => DataSetType.object as never)
export class DataSetResolver {
  @Extensions({ items: 40 })
  @FieldResolver(() => [DataSetColumn], { description: 'Its columns, in their order.' })
  async columns(@Root() { id }: { id: string }, @Context() ctx: Ctx): Promise<DataSetColumn[]> {
    const row = await ctx.load(setLoader, id);
    return row ? columnsOf(row.columns).map((column) => shown(row.key, column)) : [];
  }

  @FieldResolver(() => Int, { description: 'How many rows it has.' })
  async rowCount(@Root() { id }: { id: string }, @Context() ctx: Ctx): Promise<number> {
    return Number((await ctx.load(setLoader, id))?.n ?? 0);
  }

  @Mutation(() => DataSetCreatePayload, {
    description:
      'Makes a data set of yours: what its columns hold, how their numbers are put together, ' +
      'and on which dimensions its rows meet the figures of the platform.',
  })
  async dataSetCreate(@Context() ctx: Ctx, @Arg('input') input: DataSetCreateInput) {
    if (!/^[a-z][A-Za-z0-9]{0,39}$/.test(input.key)) {
      throw dataSetErrors.DATA_SET_KEY({}, ['input', 'key']);
    }
    const columns = checkedColumns(ctx, input.columns);
    // One after the other: two makers must not both be the last one.
    await ctx.sql("select pg_advisory_xact_lock(hashtextextended('dataSet' || $1, 0))", [
      ctx.organizationId,
    ]);
    if ((await ctx.em.count(DataSet)) >= MOST_SETS) {
      throw dataSetErrors.DATA_SET_MOST({ most: MOST_SETS });
    }
    const dataSet = ctx.em.create(DataSet, {
      key: input.key,
      title: titleOf(input.title),
      description: input.description ?? null,
      owner: await ctx.em.findOneOrFail(User, ctx.principal.userId ?? ''),
      columns,
    });
    return { dataSet };
  }

  @Mutation(() => DataSetUpdatePayload, { description: 'Gives a data set other words.' })
  async dataSetUpdate(@Context() ctx: Ctx, @Arg('input') input: DataSetUpdateInput) {
    const dataSet = await ownSet(ctx, input);
    if (input.title != null) dataSet.title = titleOf(input.title);
    if (input.description !== undefined) dataSet.description = input.description;
    return { dataSet };
  }

  @Mutation(() => DataSetSharesSetPayload, {
    description: 'Says who else sees a data set and its figures: everybody, or holders of roles.',
  })
  async dataSetSharesSet(@Context() ctx: Ctx, @Arg('input') input: DataSetSharesSetInput) {
    const dataSet = await ownSet(ctx, input);
    const { roleIds, isPublic } = input;
    if (roleIds.length > MOST_ROLES) {
      throw dataSetErrors.DATA_SET_SHARED({ most: MOST_ROLES }, ['input', 'roleIds']);
    }
    dataSet.isPublic = isPublic;
    const wanted = new Map<string, Role>();
    for (const [at, id] of roleIds.entries()) {
      const role = await ctx.find(Role, id, { path: ['input', 'roleIds', String(at)] });
      wanted.set(role.id, role);
    }
    for (const share of await ctx.em.find(DataSetShare, { dataSet })) {
      if (!wanted.delete(share.role.id)) ctx.em.remove(share);
    }
    for (const role of wanted.values()) ctx.em.create(DataSetShare, { dataSet, role });
    return { dataSet };
  }

  @Mutation(() => DataSetImportPayload, {
    description:
      'Loads rows from CSV into a data set, as a job; its faults name row and column. Texts that ' +
      'name records must be keys of records that you may see.',
  })
  async dataSetImport(@Context() ctx: Ctx, @Arg('input') input: DataSetImportInput) {
    const { load, dataSetId, onError, ...given } = input;
    const set = await ownSet(ctx, { dataSetId });
    const replaces = load === 'REPLACE';
    if (replaces && onError !== 'REJECT_ALL') {
      throw dataSetErrors.DATA_SET_REPLACE({}, ['input', 'onError']);
    }
    return importInto(ctx, dataSetImport, { ...given, onError, into: { id: set.id, replaces } });
  }

  @Mutation(() => DataSetDeletePayload, {
    description:
      'Deletes a data set with its rows, for good; cards that ask for it say that it is gone.',
  })
  async dataSetDelete(@Context() ctx: Ctx, @Arg('input') input: DataSetDeleteInput) {
    const set = await ownSet(ctx, input);
    await ctx.em.nativeDelete(DataSetShare, { dataSet: set });
    await ctx.sql('delete from analytics.data_row where data_set_id = $1', [set.id]);
    ctx.em.remove(set);
    return { deletedId: input.dataSetId };
  }
}

function titleOf(title: string): string {
  return filledText(title, () => dataSetErrors.DATA_SET_TITLE({}, ['input', 'title']));
}

function shown(key: string, column: StoredColumn): DataSetColumn {
  const { name, label, kind, figure, currency, dimension } = column;
  const { isTime, isKey, isRequired } = column;
  return {
    name,
    label,
    kind,
    figure: figure ?? null,
    currency: currency ?? null,
    dimension: dimension ?? null,
    isTime: isTime === true,
    isKey: isKey === true,
    isRequired: isRequired === true,
    measure: isFigure(column) ? `${PREFIX}${key}.${name}` : null,
  };
}
