import { permissionsOf, type DefaultRole } from '../authz/permissions.js';
import type { PluginPart } from '../plugin/part.js';
import { series } from '../schema/migrations/0017-series.js';
import { seriesErrors } from './errors.js';
import { NumberCounter, NumberSeries } from './number-series.entity.js';
import { NumberSeriesResolver } from './number-series.resolver.js';
import { createNumberSeriesService, NumberSeriesService } from './number-series.service.js';
import { NumberCounterType, NumberSeriesType } from './number-series.types.js';

const READ = 'core.numberSeries.read';
const WRITE = 'core.numberSeries.write';

const roles: DefaultRole[] = [
  {
    key: 'admin',
    name: 'Administrator',
    description: 'Keeps the company structure, users and roles.',
    permissions: [READ, WRITE],
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Reads the structure and who may do what; changes nothing.',
    permissions: [READ],
  },
];

/** Numbers of documents and things, drawn by plugins and written as the organization wants. */
export const seriesPart: PluginPart = {
  entities: [NumberSeries, NumberCounter],
  types: [NumberSeriesType, NumberCounterType],
  migrations: [series],
  resolvers: [NumberSeriesResolver],
  services: [{ token: NumberSeriesService, create: createNumberSeriesService }],
  permissions: permissionsOf('core', {
    'numberSeries.read': 'See number series and how far they have come.',
    'numberSeries.write': 'Set how numbers are written and where they go on.',
  }),
  rules: {
    Query: { numberSeriesKinds: READ, numberSeriesPreview: READ },
    Mutation: { numberSeriesUpdate: WRITE },
    NumberSeries: { '*': READ },
    NumberCounter: { '*': READ },
    NumberSeriesKind: { '*': READ },
  },
  roles,
  errors: seriesErrors.table,
};
