import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { Rel } from '@mikro-orm/core';
import { Field, ID, Int, ObjectType } from 'type-graphql';

/** One class is table and type, as the tutorials do it. */
@ObjectType()
@Entity({ schema: 'core', tableName: 'person' })
export class Person {
  @Field(() => ID)
  @PrimaryKey({ type: 'uuid' })
  id!: string;
  @Property({ type: 'uuid' })
  organizationId!: string;
  @Field(() => String)
  @Property({ type: 'string' })
  givenName!: string;
  @Field(() => String)
  @Property({ type: 'string' })
  familyName!: string;
  @Field(() => String, { nullable: true })
  @Property({ type: 'string', nullable: true })
  email!: string | null;
}

@ObjectType()
@Entity({ schema: 'hr', tableName: 'employee' })
export class Employee {
  @Field(() => ID)
  @PrimaryKey({ type: 'uuid' })
  id!: string;
  @Property({ type: 'uuid' })
  organizationId!: string;
  @Field(() => Int)
  @Property({ type: 'integer' })
  version!: number;
  @Field(() => Date)
  @Property({ type: 'datetime' })
  createdAt!: Date;
  @Field(() => Date)
  @Property({ type: 'datetime' })
  updatedAt!: Date;
  @Field(() => String)
  @Property({ type: 'string' })
  number!: string;
  @ManyToOne({ entity: () => Person })
  person!: Rel<Person>;
  @Field(() => String)
  @Property({ type: 'string' })
  displayName!: string;
  @Field(() => String, { nullable: true })
  @Property({ type: 'string', nullable: true })
  workEmail!: string | null;
  @Field(() => String)
  @Property({ type: 'date' })
  hiredOn!: string;
  @Field(() => String, { nullable: true })
  @Property({ type: 'date', nullable: true })
  terminatedOn!: string | null;
  @Field(() => String)
  @Property({ type: 'string' })
  status!: string;
}

@ObjectType()
@Entity({ schema: 'assets', tableName: 'asset_model' })
export class AssetModel {
  @Field(() => ID)
  @PrimaryKey({ type: 'uuid' })
  id!: string;
  @Property({ type: 'uuid' })
  organizationId!: string;
  @Field(() => String)
  @Property({ type: 'string' })
  code!: string;
  @Field(() => String)
  @Property({ type: 'string' })
  name!: string;
  @Field(() => String, { nullable: true })
  @Property({ type: 'string', nullable: true })
  manufacturer!: string | null;
}

@ObjectType()
@Entity({ schema: 'assets', tableName: 'asset' })
export class Asset {
  @Field(() => ID)
  @PrimaryKey({ type: 'uuid' })
  id!: string;
  @Property({ type: 'uuid' })
  organizationId!: string;
  @Field(() => String)
  @Property({ type: 'string' })
  tag!: string;
  @Field(() => String, { nullable: true })
  @Property({ type: 'string', nullable: true })
  serialNumber!: string | null;
  @ManyToOne({ entity: () => AssetModel })
  model!: Rel<AssetModel>;
  @Field(() => String)
  @Property({ type: 'string' })
  state!: string;
  @ManyToOne({ entity: () => Employee, nullable: true })
  holder!: Rel<Employee> | null;
  @Field(() => String, { nullable: true })
  @Property({ type: 'date', nullable: true })
  purchasedOn!: string | null;
  @Field(() => String, { nullable: true })
  @Property({ type: 'date', nullable: true })
  warrantyEndsOn!: string | null;
}

@ObjectType()
@Entity({ schema: 'assets', tableName: 'custody_period' })
export class CustodyPeriod {
  @Field(() => ID)
  @PrimaryKey({ type: 'uuid' })
  id!: string;
  @Property({ type: 'uuid' })
  organizationId!: string;
  @ManyToOne({ entity: () => Asset })
  asset!: Rel<Asset>;
  @Field(() => Date)
  @Property({ type: 'datetime' })
  startsAt!: Date;
  @Field(() => Date, { nullable: true })
  @Property({ type: 'datetime', nullable: true })
  endsAt!: Date | null;
  @Field(() => String)
  @Property({ type: 'string' })
  reason!: string;
}
