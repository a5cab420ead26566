import { Arg, type Ctx, DateScalar, DateTimeScalar, ID, Int, Refusal } from '@bureau/core';
import type { AccountType } from '../chart/account-kinds.js';
import { LedgerAccountType } from '../chart/chart.types.js';
import { DimensionValueType } from '../dimensions/dimensions.types.js';
import { uuidAt } from '../ledger/entry-input.js';

/** `knownAt: DateTime`, which every statement takes. */
export const KnownAt = (): ParameterDecorator =>
  Arg('knownAt', () => DateTimeScalar, {
    nullable: true,
    description: 'Only what was posted at this instant or before; default: everything.',
  }) as ParameterDecorator;

/** `dimensionValueIds: [ID!]`, which every statement takes. */
export const Dimensions = (): ParameterDecorator =>
  Arg('dimensionValueIds', () => [ID], {
    nullable: true,
    description: 'Only lines that carry all of these dimension values.',
  }) as ParameterDecorator;

/** A day of a span. */
export const Day = (name: string, description: string, nullable = false): ParameterDecorator =>
  Arg(name, () => DateScalar, { nullable, description }) as ParameterDecorator;

/** `column: Int` of a figure. */
export const Column = (): ParameterDecorator =>
  Arg('column', () => Int, {
    nullable: true,
    description: 'Number of the column, from 0; default 0.',
  }) as ParameterDecorator;

/** `first: Int` of the lines of a figure. */
export const First = (): ParameterDecorator =>
  Arg('first', () => Int, {
    nullable: true,
    description: 'How many lines; default 50.',
  }) as ParameterDecorator;

/** `after: String` of the lines of a figure. */
export const After = (): ParameterDecorator =>
  Arg('after', () => String, {
    nullable: true,
    description: 'Cursor of the last line of the page before.',
  }) as ParameterDecorator;

/** What narrows a statement, as the reading functions take it. */
export function narrowing(knownAt: Date | string | null, dimensions: string[] | null) {
  return {
    knownAt: knownAt === null || knownAt === undefined ? undefined : new Date(knownAt),
    dimensionValueIds: dimensions?.map((id) => uuidAt(DimensionValueType, id)) ?? [],
  };
}

const ACCOUNT = `
  select id, type, (select base_currency from accounting.settings) as currency
    from accounting.account
   where id = $1::uuid or ($1 is null and code = $2)`;

type AccountRow = { id: string; type: AccountType; currency: string | null };

/**
 * The uuid of an account by id or code, its type, and the currency of the books.
 * @throws Refusal NOT_FOUND
 */
export async function accountAt(ctx: Ctx, id: string | null, code: string | null) {
  const values = [id == null ? null : uuidAt(LedgerAccountType, id), code];
  const [row] = await ctx.sql<AccountRow>(ACCOUNT, values);
  if (row) return row;
  throw new Refusal('NOT_FOUND', 'There is no such account.', { argumentPath: ['accountId'] });
}

/** The base currency. @throws Refusal NOT_FOUND before the books are set up */
export async function baseCurrency(ctx: Ctx): Promise<string> {
  const [row] = await ctx.sql<{ base_currency: string }>(
    'select base_currency from accounting.settings',
  );
  if (row) return row.base_currency;
  throw new Refusal('NOT_FOUND', 'The books are not set up yet.');
}
