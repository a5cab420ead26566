import { defineEntity, p } from '@mikro-orm/core';
import { choice } from '../model/enums.js';
import { AuditAction } from './audit-action.js';

/** What happened; read only: entries are written by the kernel (audit-entry.ts). */
export const AuditEntrySchema = defineEntity({
  name: 'AuditEntry',
  schema: 'core',
  tableName: 'audit_entry',
  comment: 'One thing that somebody did: a change, a read of secrets, a sign-in, a refusal.',
  properties: {
    id: p.uuid().primary().comment('Opaque, sortable id'),
    at: p.datetime(6).comment('When its transaction began'),
    principalKind: p.text().comment('user, apiKey, system or anonymous'),
    principalId: p.uuid().comment('User or API key that acted'),
    operation: p.text().comment('Mutation, job or operation that it was part of'),
    requestId: p.text().comment('Reference of the request, as in logs and errors'),
    address: p.text().nullable().comment('Network address of the caller'),
    userAgent: p.text().nullable().comment('Class of the calling program: browser, curl, node'),
    client: p.text().nullable().comment('Name that the calling program gave itself'),
    recordType: p.text().nullable().comment('Type of the record that is meant'),
    recordId: p.uuid().nullable().comment('The record that is meant'),
    action: choice(AuditAction).comment('What was done'),
  },
});

export class AuditEntry extends AuditEntrySchema.class {}
AuditEntrySchema.setClass(AuditEntry);
