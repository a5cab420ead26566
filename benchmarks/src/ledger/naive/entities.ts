import { BigIntType, type Rel } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/**
 * The tables of a posting as entities, one class each. Ids are plain columns where the order of
 * writing needs no relation: what one costs beyond that is spared.
 */

@Entity({ schema: 'accounting', tableName: 'account' })
export class Account {
  @PrimaryKey({ type: 'uuid' })
  id!: string;
  @Property({ type: 'uuid' })
  organizationId!: string;
  @Property({ type: 'string' })
  code!: string;
  @Property({ type: 'boolean' })
  isActive!: boolean;
  @Property({ type: 'boolean' })
  isPostable!: boolean;
  @Property({ type: 'string', nullable: true })
  currency!: string | null;
}

@Entity({ schema: 'accounting', tableName: 'journal' })
export class Journal {
  @PrimaryKey({ type: 'uuid' })
  id!: string;
  @Property({ type: 'uuid' })
  organizationId!: string;
  @Property({ type: 'string' })
  code!: string;
  @Property({ type: 'boolean' })
  isActive!: boolean;
}

@Entity({ schema: 'accounting', tableName: 'fiscal_year' })
export class FiscalYear {
  @PrimaryKey({ type: 'uuid' })
  id!: string;
  @Property({ type: 'uuid' })
  organizationId!: string;
  @Property({ type: 'string' })
  name!: string;
}

@Entity({ schema: 'accounting', tableName: 'period' })
export class Period {
  @PrimaryKey({ type: 'uuid' })
  id!: string;
  @Property({ type: 'uuid' })
  organizationId!: string;
  @Property({ type: 'uuid' })
  fiscalYearId!: string;
  @Property({ type: 'date' })
  startsOn!: string;
  @Property({ type: 'date' })
  endsOn!: string;
  @Property({ type: 'string' })
  state!: string;
}

@Entity({ schema: 'accounting', tableName: 'number_series' })
export class NumberSeries {
  @PrimaryKey({ type: 'uuid' })
  organizationId!: string;
  @PrimaryKey({ type: 'uuid' })
  journalId!: string;
  @PrimaryKey({ type: 'uuid' })
  fiscalYearId!: string;
  @Property({ type: 'integer' })
  last!: number;
}

@Entity({ schema: 'accounting', tableName: 'entry' })
export class Entry {
  @PrimaryKey({ type: 'uuid' })
  id!: string;
  @Property({ type: 'uuid' })
  organizationId!: string;
  @Property({ type: 'string' })
  reference!: string;
  @Property({ type: 'uuid' })
  journalId!: string;
  @Property({ type: 'uuid' })
  fiscalYearId!: string;
  @Property({ type: 'uuid' })
  periodId!: string;
  @Property({ type: 'integer' })
  number!: number;
  @Property({ type: 'date' })
  postedOn!: string;
  @Property({ type: 'datetime' })
  postedAt!: Date;
  @Property({ type: 'string' })
  kind!: string;
  @Property({ type: 'decimal' })
  baseTotal!: string;
  @Property({ type: 'integer' })
  lineCount!: number;
}

@Entity({ schema: 'accounting', tableName: 'line' })
export class Line {
  @PrimaryKey({ type: 'uuid' })
  id!: string;
  @Property({ type: 'uuid' })
  organizationId!: string;
  @ManyToOne({ entity: () => Entry })
  entry!: Rel<Entry>;
  @Property({ type: 'integer' })
  number!: number;
  @Property({ type: 'uuid' })
  accountId!: string;
  @Property({ type: 'date' })
  postedOn!: string;
  @Property({ type: 'string' })
  currency!: string;
  @Property({ type: 'decimal' })
  amount!: string;
  @Property({ type: 'decimal' })
  baseAmount!: string;
}

@Entity({ schema: 'accounting', tableName: 'balance' })
export class Balance {
  @PrimaryKey({ type: 'uuid' })
  organizationId!: string;
  @PrimaryKey({ type: 'uuid' })
  accountId!: string;
  @PrimaryKey({ type: 'uuid' })
  periodId!: string;
  @PrimaryKey({ type: 'string' })
  currency!: string;
  @PrimaryKey({ type: 'uuid' })
  dimensionSetId!: string;
  @Property({ type: 'date' })
  startsOn!: string;
  @Property({ type: 'date' })
  endsOn!: string;
  @Property({ type: 'decimal' })
  debit!: string;
  @Property({ type: 'decimal' })
  credit!: string;
  @Property({ type: 'decimal' })
  baseDebit!: string;
  @Property({ type: 'decimal' })
  baseCredit!: string;
}

@Entity({ schema: 'accounting', tableName: 'chain_head' })
export class ChainHead {
  @PrimaryKey({ type: 'uuid' })
  organizationId!: string;
  @Property({ type: new BigIntType('bigint') })
  position!: bigint;
  @Property({ type: 'blob' })
  hash!: Uint8Array;
  @Property({ type: 'datetime' })
  postedAt!: Date;
}

@Entity({ schema: 'accounting', tableName: 'entry_seal' })
export class EntrySeal {
  @PrimaryKey({ type: 'uuid' })
  organizationId!: string;
  @PrimaryKey({ type: 'uuid' })
  entryId!: string;
  @Property({ type: new BigIntType('bigint') })
  position!: bigint;
  @Property({ type: 'integer' })
  lineCount!: number;
  @Property({ type: 'blob' })
  contentHash!: Uint8Array;
  @Property({ type: 'blob' })
  previousHash!: Uint8Array;
  @Property({ type: 'blob' })
  hash!: Uint8Array;
}
