import {
  type Exposed,
  expose,
  Field,
  ID,
  InputType,
  inputOf,
  many,
  ObjectType,
  patchOf,
  payloadOf,
} from '@bureau/core';
import { DashboardCard, DashboardCardInput } from './card.types.js';
import { Dashboard, DashboardRevision, DashboardShare } from './dashboard.entity.js';
import { owned, visibleDashboards, visibleWith } from './visibility.js';

export const DashboardType: Exposed = expose(Dashboard, {
  prefix: 'dsh',
  filter: ['title', 'owner', 'isPublic', 'archivedAt'],
  order: ['title', 'createdAt'],
  search: ['title'],
  relations: {
    shares: many(() => DashboardShareType, 'dashboard', 'Roles whose holders see it.'),
    revisions: many(() => DashboardRevisionType, 'dashboard', 'The definitions that it had.'),
  },
  conditions: { own: owned },
  always: visibleDashboards,
});

export const DashboardShareType: Exposed = expose(DashboardShare, {
  prefix: 'dss',
  root: false,
  filter: ['dashboard', 'role', 'canEdit'],
  conditions: { own: (principal) => ({ dashboard: owned(principal) }) },
  always: visibleWith('dashboard'),
});

export const DashboardRevisionType: Exposed = expose(DashboardRevision, {
  prefix: 'dsr',
  root: false,
  filter: ['dashboard', 'number'],
  order: ['number', 'createdAt'],
  conditions: { own: (principal) => ({ dashboard: owned(principal) }) },
  always: visibleWith('dashboard'),
});

const CARDS = { description: 'Its cards, in their order; at most 24.' };

@InputType({ description: 'A new dashboard; yours.' })
export class DashboardCreateInput extends inputOf(Dashboard, ['title', 'description']) {
  @Field(() => [DashboardCardInput], CARDS)
  cards!: DashboardCardInput[];
}

@InputType({ description: 'Changes of a dashboard; what is left out stays.' })
export class DashboardUpdateInput extends patchOf(Dashboard, ['title', 'description'], {
  id: 'dashboardId',
}) {
  @Field(() => [DashboardCardInput], { nullable: true, ...CARDS })
  cards?: DashboardCardInput[] | null;
}

@InputType({ description: 'A role that shall see a dashboard.' })
export class DashboardShareInput {
  @Field(() => ID, { description: 'The role.' })
  roleId!: string;
  @Field(() => Boolean, { nullable: true, description: 'Its holders change it too; default: no.' })
  canEdit?: boolean | null;
}

@InputType({
  description: 'Who shall see a dashboard: all of it, what is not named is taken away.',
})
export class DashboardSharesSetInput extends inputOf(Dashboard, ['isPublic'], {
  id: 'dashboardId',
}) {
  @Field(() => [DashboardShareInput], { description: 'Roles, at most 20.' })
  roles!: DashboardShareInput[];
}

@InputType({ description: 'A dashboard, and the version of the record that you saw.' })
export class DashboardArchiveInput extends inputOf(Dashboard, [], { id: 'dashboardId' }) {}

@ObjectType('DashboardTemplate', { description: 'A dashboard that comes with a plugin.' })
export class DashboardTemplate {
  @Field(() => String, { description: 'Its name for `dashboardData(key:)`.' })
  key!: string;
  @Field(() => String, { description: 'What it is called.' })
  title!: string;
  @Field(() => String, { description: 'One sentence for people.' })
  description!: string;
  @Field(() => String, { description: 'Plugin that contributed it.' })
  plugin!: string;
  @Field(() => [DashboardCard], { description: 'Its cards.' })
  cards!: DashboardCard[];
}

export const DashboardCreatePayload = payloadOf('DashboardCreatePayload', {
  dashboard: DashboardType,
});
export const DashboardUpdatePayload = payloadOf('DashboardUpdatePayload', {
  dashboard: DashboardType,
});
export const DashboardSharesSetPayload = payloadOf('DashboardSharesSetPayload', {
  dashboard: DashboardType,
});
export const DashboardArchivePayload = payloadOf('DashboardArchivePayload', {
  dashboard: DashboardType,
});
