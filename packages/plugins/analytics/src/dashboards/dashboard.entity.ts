import { actor, defineEntity, p, record, Role, User } from '@bureau/core';
import type { StoredCard } from './card.types.js';

export const DashboardSchema = defineEntity({
  name: 'Dashboard',
  schema: 'analytics',
  tableName: 'dashboard',
  comment: 'Figures that belong together, each drawn with the rights of whoever looks.',
  properties: {
    ...record(),
    title: p.string().length(120).comment('What it is called'),
    description: p.string().length(1000).nullable().comment('What it is for'),
    owner: () => p.manyToOne(User).comment('Who answers for it'),
    isPublic: p
      .boolean()
      .default(false)
      .comment('Everybody of the organization who may read dashboards sees it'),
    revision: p.integer().default(1).comment('Number of its latest definition'),
    cards: p.json<readonly StoredCard[]>().hidden().comment('Its cards, as they were put in'),
    archivedAt: p.datetime(6).nullable().comment('When it was put away'),
  },
});

/** Figures that belong together. */
export class Dashboard extends DashboardSchema.class {}
DashboardSchema.setClass(Dashboard);

export const DashboardShareSchema = defineEntity({
  name: 'DashboardShare',
  schema: 'analytics',
  tableName: 'dashboard_share',
  comment: 'A role whose holders see a dashboard.',
  properties: {
    ...record(),
    dashboard: () => p.manyToOne(Dashboard).comment('The dashboard'),
    role: () => p.manyToOne(Role).comment('The role'),
    canEdit: p.boolean().default(false).comment('Its holders change it too'),
  },
});

/** A role whose holders see a dashboard. */
export class DashboardShare extends DashboardShareSchema.class {}
DashboardShareSchema.setClass(DashboardShare);

export const DashboardRevisionSchema = defineEntity({
  name: 'DashboardRevision',
  schema: 'analytics',
  tableName: 'dashboard_revision',
  comment: 'A definition that a dashboard had or has; it never changes.',
  properties: {
    ...record(),
    dashboard: () => p.manyToOne(Dashboard).comment('The dashboard'),
    number: p.integer().comment('1, 2, 3 ... in the dashboard'),
    title: p.string().length(120).comment('What it was called'),
    cards: p.json<readonly StoredCard[]>().hidden().comment('Its cards'),
    ...actor(),
  },
});

/** A definition that a dashboard had or has. */
export class DashboardRevision extends DashboardRevisionSchema.class {}
DashboardRevisionSchema.setClass(DashboardRevision);
