import { definePlugin } from '@bureau/core';

/** The books of an organization, in double entry that the database enforces. */
export const accountingPlugin = definePlugin({
  id: 'accounting',
  version: '0.1.0',
  api: '^1.0',
  description: 'The books of the organization, in double entry that the database enforces.',
});
