import { current, expose, inForce, many, type Exposed, type Where } from '../src/model/expose.js';
import {
  SampleItem,
  SamplePeriod,
  SamplePerson,
  SampleShelf,
  SampleStay,
} from './sample-entities.js';

/** What the condition `given` of items and people says; a test may set it. */
export const given: { item: Where; person: Where } = { item: {}, person: {} };

const NOBODY = '00000000-0000-0000-0000-000000000000';

export const ShelfType: Exposed = expose(SampleShelf, {
  prefix: 'ssh',
  filter: ['name', 'floor', 'capacity'],
  order: ['name', 'floor', 'capacity'],
  by: ['name'],
  aggregate: ['capacity'],
  root: { one: 'sampleShelf', many: 'sampleShelves' },
  relations: { items: many(() => ItemType, 'shelf', 'What stands on it.') },
});

export const PersonType: Exposed = expose(SamplePerson, {
  prefix: 'sper',
  filter: ['name', 'boss'],
  order: ['name'],
  root: { one: 'samplePerson', many: 'samplePeople' },
  relations: {
    items: many(() => ItemType, 'owner', 'What the person has.'),
    reports: many(() => PersonType, 'boss', 'Who reports to the person.'),
  },
  conditions: {
    own: ({ personId }) => ({ id: { eq: personId ?? NOBODY } }),
    // Through a relation to the type itself: the condition speaks of the data as they are.
    team: ({ personId }) => ({ boss: { id: { eq: personId ?? NOBODY } } }),
    given: () => given.person,
  },
});

export const ItemType: Exposed = expose(SampleItem, {
  prefix: 'smi',
  filter: [
    'tag',
    'serial',
    'note',
    'amount',
    'small',
    'views',
    'rate',
    'isActive',
    'weight',
    'madeOn',
    'seenAt',
    'data',
    'labels',
    'state',
    'mood',
    'price',
    'tax',
    'pin',
    'shelf',
    'owner',
    'keeper',
    'parent',
    'createdAt',
  ],
  order: [
    'tag',
    'note',
    'amount',
    'small',
    'views',
    'rate',
    'isActive',
    'weight',
    'madeOn',
    'seenAt',
    'state',
    'mood',
    'price',
    'tax',
    'id',
  ],
  by: ['tag', 'serial'],
  search: ['tag', 'note'],
  aggregate: ['amount', 'views', 'rate', 'weight', 'price', 'tax'],
  relations: {
    periods: many(() => PeriodType, 'item', 'All its periods.'),
    inForce: inForce(() => PeriodType, 'item', 'The period in force.'),
    stays: many(() => StayType, 'item', 'All its stays.'),
    stay: current(() => StayType, 'item', 'Where it is.'),
    parts: many(() => ItemType, 'parent', 'Its parts.'),
    used: {
      ...many(() => ItemType, 'parent', 'Its used parts.'),
      where: { state: { eq: 'USED' } },
    },
  },
  conditions: {
    own: ({ personId }) => ({ owner: { id: { eq: personId ?? NOBODY } } }),
    given: () => given.item,
    // The caller has no such figure: nothing is met, not even by its negation.
    unknown: ({ personId }) => ({ not: { owner: { id: { eq: personId } } } }),
  },
});

export const PeriodType: Exposed = expose(SamplePeriod, {
  prefix: 'spd',
  filter: ['validFrom', 'validTo', 'label', 'share', 'item'],
  order: ['validFrom', 'label', 'share'],
  aggregate: ['share'],
  conditions: { given: () => ({ item: given.item }) },
});

export const StayType: Exposed = expose(SampleStay, {
  prefix: 'sty',
  filter: ['place', 'startsAt', 'endsAt', 'item'],
  order: ['startsAt', 'endsAt', 'place'],
});
