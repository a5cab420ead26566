import type { Migration } from '../../plugin/definition.js';
import { attributes, customField, customFieldsDown, externalRef } from './custom-fields/tables.js';

/** Fields that organizations add without code, and ids of records in other systems. */
export const customFields: Migration = {
  name: '0016-custom-fields',
  up: [customField, externalRef, attributes].join('\n'),
  down: customFieldsDown,
};
