import type { PluginPart } from '@bureau/core';
import { DOCUMENT_READ, SETUP } from '../library/permissions.js';
import { DocumentSettings } from './document-settings.entity.js';
import { DocumentSettingsResolver, DocumentSettingsType } from './document-settings.resolver.js';
import { handlingErrors } from './errors.js';

/** What an organization sets about its documents. */
export const handlingPart: PluginPart = {
  entities: [DocumentSettings],
  types: [DocumentSettingsType],
  resolvers: [DocumentSettingsResolver],
  rules: {
    DocumentSettings: { '*': DOCUMENT_READ },
    Query: { documentSettings: DOCUMENT_READ },
    Mutation: { documentSettingsSave: SETUP },
  },
  errors: handlingErrors.table,
};
