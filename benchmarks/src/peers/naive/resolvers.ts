import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { NaiveContext } from './context.js';
import { Asset, AssetModel, CustodyPeriod, Employee, Person } from './entities.js';

@ObjectType()
export class EmployeePage {
  where!: object;
  @Field(() => [Employee])
  nodes!: Employee[];
}

@ObjectType()
export class AssetPage {
  @Field(() => Int)
  totalCount!: number;
  @Field(() => [Asset])
  nodes!: Asset[];
}

@ObjectType()
export class CustodyPeriodPage {
  @Field(() => Int)
  totalCount!: number;
  @Field(() => [CustodyPeriod])
  nodes!: CustodyPeriod[];
}

@Resolver(() => EmployeePage)
export class QueryResolver {
  @Query(() => Asset, { nullable: true })
  async asset(@Ctx() ctx: NaiveContext, @Arg('tag', () => String) tag: string) {
    return ctx.em.findOne(Asset, { organizationId: ctx.organizationId, tag });
  }

  @Query(() => EmployeePage)
  async employees(
    @Ctx() ctx: NaiveContext,
    @Arg('limit', () => Int) limit: number,
    @Arg('offset', () => Int, { nullable: true }) offset?: number,
    @Arg('status', () => String, { nullable: true }) status?: string,
  ) {
    const where = { organizationId: ctx.organizationId, ...(status && { status }) };
    const nodes = await ctx.em.find(Employee, where, {
      orderBy: { displayName: 'asc', id: 'asc' },
      limit,
      ...(offset && { offset }),
    });
    return { where, nodes };
  }

  @FieldResolver(() => Int)
  async totalCount(@Root() page: EmployeePage, @Ctx() ctx: NaiveContext) {
    return ctx.em.count(Employee, page.where);
  }
}

@Resolver(() => Employee)
export class EmployeeResolver {
  @FieldResolver(() => Person)
  async person(@Root() employee: Employee, @Ctx() ctx: NaiveContext) {
    return ctx.loaders.person.load(employee.person.id);
  }

  @FieldResolver(() => AssetPage)
  async assets(
    @Root() employee: Employee,
    @Ctx() ctx: NaiveContext,
    @Arg('limit', () => Int) limit: number,
  ) {
    const all = await ctx.loaders.assetsOfHolder.load(employee.id);
    return { totalCount: all.length, nodes: all.slice(0, limit) };
  }
}

@Resolver(() => Asset)
export class AssetResolver {
  @FieldResolver(() => AssetModel)
  async model(@Root() asset: Asset, @Ctx() ctx: NaiveContext) {
    return ctx.loaders.model.load(asset.model.id);
  }

  @FieldResolver(() => Employee, { nullable: true })
  async holder(@Root() asset: Asset, @Ctx() ctx: NaiveContext) {
    return asset.holder ? ctx.loaders.employee.load(asset.holder.id) : null;
  }

  @FieldResolver(() => CustodyPeriodPage)
  async custodyPeriods(
    @Root() asset: Asset,
    @Ctx() ctx: NaiveContext,
    @Arg('limit', () => Int) limit: number,
  ) {
    const all = await ctx.loaders.periodsOfAsset.load(asset.id);
    return { totalCount: all.length, nodes: all.slice(0, limit) };
  }
}
