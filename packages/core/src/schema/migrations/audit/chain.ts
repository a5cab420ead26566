import { appendOnly, ORGANIZATION_COLUMN, seenBySealer, tenant } from './tenant.js';

/**
 * The chain over the audit trail: a link per entry and signed heads, which only the sealer may
 * add, and the place up to which it has looked.
 */
export const chain = `
create table core.audit_link (${ORGANIZATION_COLUMN},
  position bigint not null check (position > 0),
  entry_id uuid not null,
  hash bytea not null check (length(hash) = 32),
  primary key (organization_id, position),
  constraint audit_link_entry_key unique (organization_id, entry_id)
);
${tenant('audit_link')}
${seenBySealer('audit_link')}
${appendOnly('audit_link')}

create table core.audit_head (${ORGANIZATION_COLUMN},
  position bigint not null check (position > 0),
  hash bytea not null check (length(hash) = 32),
  signed_at timestamptz(3) not null,
  public_key bytea not null check (length(public_key) = 32),
  signature bytea not null check (length(signature) = 64),
  primary key (organization_id, position)
);
${tenant('audit_head')}
${seenBySealer('audit_head')}
${appendOnly('audit_head')}

create table core.audit_seal (
  is_single boolean primary key default true check (is_single),
  transaction xid8 not null default '0',
  sequence bigint not null default 0
);
insert into core.audit_seal default values;
grant select on core.audit_seal to bureau_worker;
grant update (transaction, sequence) on core.audit_seal to bureau_worker;

comment on table core.audit_link is
  'The hash chain over the audit trail of each organization. Append-only.';
comment on column core.audit_link.organization_id is 'Organization that the chain belongs to';
comment on column core.audit_link.position is 'Place in the chain: 1, 2, 3, without gaps';
comment on column core.audit_link.entry_id is 'Audit entry at this place';
comment on column core.audit_link.hash is
  'SHA-256 of the link before (32 zero bytes for the first) and the SHA-256 of the entry';
comment on table core.audit_head is
  'Signed ends of the chain as they were; the same lines stand outside the database. Append-only.';
comment on column core.audit_head.organization_id is 'Organization that the chain belongs to';
comment on column core.audit_head.position is 'Last place of the chain when it was signed';
comment on column core.audit_head.hash is 'Hash of the link at that place';
comment on column core.audit_head.signed_at is 'When it was signed';
comment on column core.audit_head.public_key is 'Ed25519 key (RFC 8032) that verifies it';
comment on column core.audit_head.signature is 'Ed25519 signature';
comment on table core.audit_seal is 'How far the sealer has looked, over all organizations.';
comment on column core.audit_seal.is_single is 'There is one row';
comment on column core.audit_seal.transaction is 'Transaction of the last entry that was linked';
comment on column core.audit_seal.sequence is 'Sequence of the last entry that was linked';
`;

export const chainDown = `
drop table core.audit_seal, core.audit_head, core.audit_link;
`;
