import { type DefaultRole, permissionsOf, type RolePermission } from '../authz/permissions.js';
import type { JobDefinition } from '../jobs/job-definition.js';
import type { PluginPart } from '../plugin/part.js';
import { notifications } from '../schema/migrations/0020-notifications.js';
import {
  approvalDecided,
  approvalNotices,
  approvalReminder,
  approvalRequested,
} from './approval-notices.js';
import { notificationDigest } from './digest.js';
import { notificationErrors } from './errors.js';
import { NotificationCreated } from './events.js';
import {
  Notification,
  NotificationPreference,
  NotificationTemplate,
} from './notification.entity.js';
import { NotificationResolver } from './notification.resolver.js';
import {
  NotificationPreferenceType,
  NotificationTemplateType,
  NotificationType,
} from './notification.types.js';
import { NotificationPreferenceResolver } from './preference.resolver.js';

const READ = 'core.notification.read';
const TEMPLATE_READ = 'core.notificationTemplate.read';
const TEMPLATE_WRITE = 'core.notificationTemplate.write';

/** What everybody needs who may be told something: for the default roles of plugins. */
export const NOTIFICATION_RECIPIENT: readonly RolePermission[] = [
  { permission: READ, when: ['own'] },
  // News of a notification are news about the user who gets it.
  { permission: 'core.user.read', when: ['own'] },
];

const roles: DefaultRole[] = [
  {
    key: 'admin',
    name: 'Administrator',
    description: 'Keeps the company structure, users and roles.',
    permissions: [{ permission: READ, when: ['own'] }, TEMPLATE_READ, TEMPLATE_WRITE],
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Reads the structure and who may do what; changes nothing.',
    permissions: [{ permission: READ, when: ['own'] }, TEMPLATE_READ],
  },
  {
    key: 'viewer',
    name: 'Viewer',
    description: 'Reads what everybody in the organization may read.',
    permissions: NOTIFICATION_RECIPIENT,
  },
];

/** What people are told, in the graph and by mail, as each of them chose. */
export const notificationsPart: PluginPart = {
  entities: [Notification, NotificationPreference, NotificationTemplate],
  types: [NotificationType, NotificationPreferenceType, NotificationTemplateType],
  migrations: [notifications],
  resolvers: [NotificationResolver, NotificationPreferenceResolver],
  jobs: [notificationDigest as JobDefinition],
  on: approvalNotices,
  notifications: [approvalRequested, approvalReminder, approvalDecided],
  events: [NotificationCreated],
  permissions: permissionsOf('core', {
    'notification.read': 'Be told things, and choose how.',
    'notificationTemplate.read': 'See the words in which people are told things.',
    'notificationTemplate.write': 'Set the words in which people are told things.',
  }),
  rules: {
    Query: {
      notifications: READ,
      notificationUnreadCount: READ,
      notificationKinds: READ,
    },
    Mutation: {
      notificationRead: READ,
      notificationReadAll: READ,
      notificationPreferenceSet: READ,
      notificationTemplateSet: TEMPLATE_WRITE,
      notificationTemplateDelete: TEMPLATE_WRITE,
    },
    Subscription: { notification: READ },
    Notification: { '*': READ },
    NotificationPreference: { '*': READ },
    NotificationTemplate: { '*': TEMPLATE_READ },
    NotificationKind: { '*': READ },
  },
  roles,
  errors: notificationErrors.table,
};
