import { Field, DateTimeScalar, Int, ObjectType } from '../model/graphql.js';
import { confidentialTypes, type Exposed, expose, type Where } from '../model/expose.js';
import { PRINCIPAL_TYPES } from './actors.js';
import { AuditEntry } from './audit-entry.entity.js';

/** Not that there is a confidential record, nor who wrote it: its own history says that. */
function withoutConfidential(): Where | undefined {
  const types = confidentialTypes();
  if (types.length === 0) return undefined;
  return { or: [{ recordType: { isNull: true } }, { not: { recordType: { in: types } } }] };
}

export const AuditEntryType: Exposed = expose(AuditEntry, {
  prefix: 'aud',
  filter: ['at', 'action', 'operation', 'principalId', 'recordType', 'recordId'],
  order: ['at'],
  root: { one: 'auditEntry', many: 'auditTrail' },
  references: {
    principalId: { typeColumn: 'principal_kind', types: PRINCIPAL_TYPES },
    recordId: { typeColumn: 'record_type' },
  },
  always: withoutConfidential,
});

@ObjectType('AuditHead', {
  description: 'The signed end of the chain over the audit trail of the organization.',
})
export class AuditHead {
  @Field(() => Int, { description: 'Number of entries in the chain.' })
  position!: number;
  @Field({ description: 'SHA-256 of the last link, hexadecimal.' })
  hash!: string;
  @Field(() => DateTimeScalar, { description: 'When it was signed.' })
  signedAt!: string;
  @Field({ description: 'Ed25519 key that verifies the signature, hexadecimal.' })
  publicKey!: string;
  @Field({ description: 'Ed25519 signature, hexadecimal.' })
  signature!: string;
}
