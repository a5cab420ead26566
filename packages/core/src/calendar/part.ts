import { type DefaultRole, permissionsOf } from '../authz/permissions.js';
import type { PluginPart } from '../plugin/part.js';
import { calendars } from '../schema/migrations/0057-calendars.js';
import { Calendar, Holiday, WorkingWindow } from './calendar.entity.js';
import { CalendarResolver } from './calendar.resolver.js';
import { CalendarService, createCalendarService } from './calendar.service.js';
import { CalendarType, HolidayType, WorkingWindowType } from './calendar.types.js';
import { calendarErrors } from './errors.js';
import { WorkingTimeResolver } from './working-time.resolver.js';

const READ = 'core.calendar.read';
const WRITE = 'core.calendar.write';

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
  {
    key: 'viewer',
    name: 'Viewer',
    description: 'Reads what everybody in the organization may read.',
    permissions: [READ],
  },
];

/** When work is done: working weeks and holidays of places, companies and the organization. */
export const calendarPart: PluginPart = {
  entities: [Calendar, WorkingWindow, Holiday],
  types: [CalendarType, WorkingWindowType, HolidayType],
  migrations: [calendars],
  resolvers: [CalendarResolver, WorkingTimeResolver],
  services: [{ token: CalendarService, create: createCalendarService }],
  permissions: permissionsOf('core', {
    'calendar.read': 'Read working weeks and holidays.',
    'calendar.write': 'Add and change calendars and holidays.',
  }),
  rules: {
    Mutation: {
      calendarCreate: WRITE,
      calendarUpdate: WRITE,
      holidayCreate: WRITE,
      holidayDelete: WRITE,
      holidaysGenerate: WRITE,
    },
    Calendar: { '*': READ },
    WorkingWindow: { '*': READ },
    Holiday: { '*': READ },
  },
  roles,
  errors: calendarErrors.table,
};
