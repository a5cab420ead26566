import type { PluginPart } from '../plugin/part.js';
import { permissionsOf } from '../authz/permissions.js';
import { customFields } from '../schema/migrations/0016-custom-fields.js';
import { ExternalRefResolver } from '../refs/external-ref.resolver.js';
import { ExternalRefs, externalRefsService } from '../refs/external-refs.js';
import { CustomFields, customFieldsService } from './apply.js';
import { CustomField } from './custom-field.entity.js';
import { CustomFieldResolver } from './custom-field.resolver.js';
import { CustomFieldRecordType } from './custom-field.types.js';
import { fieldErrors } from './errors.js';

const roles = (['admin', 'auditor', 'viewer'] as const).map((key) => ({
  key,
  name: key,
  description: '',
  permissions: [
    'core.customField.read',
    ...(key === 'admin' ? ['core.customField.write', 'core.externalRef.write'] : []),
  ],
}));

/** Fields that an organization adds without code, and ids of records in other systems. */
export const fieldsPart: PluginPart = {
  entities: [CustomField],
  types: [CustomFieldRecordType],
  resolvers: [CustomFieldResolver, ExternalRefResolver],
  migrations: [customFields],
  services: [
    { token: CustomFields, create: () => customFieldsService },
    { token: ExternalRefs, create: () => externalRefsService },
  ],
  permissions: permissionsOf('core', {
    'customField.read': 'See which custom fields there are.',
    'customField.write': 'Add, change and archive custom fields.',
    'externalRef.write': 'Say which ids the records that one may see have in other systems.',
  }),
  rules: {
    Query: { customField: 'core.customField.read', customFields: 'core.customField.read' },
    CustomField: { '*': 'core.customField.read' },
    Mutation: {
      customFieldCreate: 'core.customField.write',
      customFieldUpdate: 'core.customField.write',
      customFieldArchive: 'core.customField.write',
      customFieldRestore: 'core.customField.write',
      externalRefSet: 'core.externalRef.write',
      externalRefRemove: 'core.externalRef.write',
    },
  },
  // Names and descriptions are those of core's first part (default-roles.ts).
  roles,
  errors: fieldErrors.table,
};
