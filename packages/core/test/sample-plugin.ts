import { permissionsOf, type RuleTree } from '../src/authz/permissions.js';
import { Money } from '../src/model/money.js';
import { definePlugin } from '../src/plugin/definition.js';
import {
  SampleItem,
  SamplePeriod,
  SamplePerson,
  SampleShelf,
  SampleStay,
} from './sample-entities.js';
import { SampleReports } from './sample-report.js';
import { SampleSteps } from './sample-steps.js';
import { SampleComputed, SampleOperations } from './sample-resolvers.js';
import { ItemType, PeriodType, PersonType, ShelfType, StayType } from './sample-types.js';

const rules: RuleTree = {
  SampleItem: { '*': 'sample.item.read', pin: 'sample.pin.read', weight: 'sample.weight.read' },
  SampleShelf: { '*': 'sample.shelf.read' },
  SamplePerson: { '*': 'sample.person.read' },
  SamplePeriod: { '*': 'sample.item.read' },
  SampleStay: { '*': { anyOf: ['sample.item.read', 'sample.stay.read'] } },
  SampleOverview: { '*': 'sample.shelf.read' },
  SampleStep: { '*': 'sample.shelf.read' },
  SampleReport: { '*': 'sample.shelf.read', count: 'sample.stay.read' },
  SampleReportRow: { '*': 'sample.shelf.read' },
  Query: {
    sampleOverview: 'sample.shelf.read',
    sampleSums: 'sample.shelf.read',
    sampleSteps: 'sample.shelf.read',
    sampleReport: 'sample.shelf.read',
  },
  Mutation: { sampleItemCreate: 'sample.item.manage', sampleItemChange: 'sample.item.manage' },
};

/** A plugin with every kind of property, relation and operation, whose tables are generated. */
export const samplePlugin = definePlugin({
  id: 'sample',
  version: '0.1.0',
  api: '^1.0',
  description: 'Every kind of property.',
  entities: [SampleItem, SampleShelf, SamplePerson, SamplePeriod, SampleStay, Money],
  types: [ItemType, ShelfType, PersonType, PeriodType, StayType],
  resolvers: [SampleComputed, SampleOperations, SampleReports, SampleSteps],
  permissions: permissionsOf('sample', {
    'item.read': 'See items',
    'item.manage': 'Change items',
    'pin.read': 'See pins of items',
    'weight.read': 'See how heavy items are',
    'shelf.read': 'See shelves',
    'person.read': 'See people',
    'stay.read': 'See stays',
  }),
  rules,
});
