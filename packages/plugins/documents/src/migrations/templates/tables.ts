/** The tables. */
export const tables = `
create table documents.document_template (
  organization_id uuid not null default (nullif(current_setting('app.organization_id', true),
    '')::uuid),
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz(6) not null default now(),
  updated_at timestamptz(6) not null default now(),
  code varchar(40) not null,
  name varchar(200) not null,
  kind text not null,
  locale varchar(35) not null,
  document_type_id uuid,
  is_automatic boolean not null default false,
  is_active boolean not null default true,
  constraint document_template_pkey primary key (organization_id, id),
  constraint document_template_code_key unique (organization_id, code),
  constraint document_template_automatic_check check (not is_automatic or kind = 'HANDOVER_FORM'),
  constraint document_template_kind_check check ("kind" in ('OFFER_LETTER',
    'EMPLOYMENT_CONTRACT', 'INVOICE', 'PAYSLIP', 'HANDOVER_FORM', 'LETTER'))
);
create table documents.document_template_version (
  organization_id uuid not null default (nullif(current_setting('app.organization_id', true),
    '')::uuid),
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz(6) not null default now(),
  updated_at timestamptz(6) not null default now(),
  template_id uuid not null,
  number integer not null,
  state text not null default 'DRAFT',
  body text not null,
  query text,
  published_at timestamptz(6),
  constraint document_template_version_pkey primary key (organization_id, id),
  constraint document_template_version_template_id_number_key unique (organization_id,
    template_id, number),
  constraint document_template_version_state_check check ("state" in ('DRAFT', 'PUBLISHED',
    'RETIRED'))
);
`;
