import { comments, RECORD, reference, tenant } from '../tenant.js';

const tables = `
create table hr.certificate_kind (${RECORD},
  code varchar(40) not null,
  name varchar(120) not null,
  valid_months integer,
  is_active boolean not null default true,
  constraint certificate_kind_code_key unique (organization_id, code),
  constraint certificate_kind_months_check check (valid_months between 1 and 600)
);
create index certificate_kind_name_idx on hr.certificate_kind (organization_id, name, id);
create index certificate_kind_is_active_idx
  on hr.certificate_kind (organization_id, is_active, id);
${tenant('certificate_kind')}

create table hr.certificate (${RECORD},
  employee_id uuid not null,
  kind_id uuid not null,
  number varchar(80),
  issuer varchar(200),
  issued_on date not null,
  valid_until date,
  withdrawn_on date,
  document_id uuid,
  constraint certificate_employee_id_kind_id_issued_on_key
    unique (organization_id, employee_id, kind_id, issued_on),
  constraint certificate_days_check check (valid_until >= issued_on)
);
create index certificate_valid_until_idx on hr.certificate (organization_id, valid_until, id);
create index certificate_issued_on_idx on hr.certificate (organization_id, issued_on, id);
create index certificate_number_idx on hr.certificate (organization_id, number, id);
create index certificate_withdrawn_on_idx on hr.certificate (organization_id, withdrawn_on, id);
${reference('certificate', 'employee_id', 'employee')}
${reference('certificate', 'kind_id', 'certificate_kind')}
${reference('certificate', 'document_id', 'core.file')}
${tenant('certificate')}

create table hr.skill (${RECORD},
  code varchar(40) not null,
  name varchar(120) not null,
  levels text[] not null,
  is_active boolean not null default true,
  constraint skill_code_key unique (organization_id, code),
  constraint skill_levels_check check (cardinality(levels) between 1 and 10)
);
create index skill_name_idx on hr.skill (organization_id, name, id);
create index skill_is_active_idx on hr.skill (organization_id, is_active, id);
create index skill_search_idx
  on hr.skill using gin (name public.gin_trgm_ops, code public.gin_trgm_ops);
${tenant('skill')}

create table hr.employee_skill (${RECORD},
  employee_id uuid not null,
  skill_id uuid not null,
  level integer not null,
  assessed_on date not null,
  assessor_id uuid,
  constraint employee_skill_employee_id_skill_id_key
    unique (organization_id, employee_id, skill_id),
  constraint employee_skill_level_check check (level between 1 and 10)
);
create index employee_skill_assessed_on_idx
  on hr.employee_skill (organization_id, assessed_on, id);
create index employee_skill_level_idx on hr.employee_skill (organization_id, level, id);
${reference('employee_skill', 'employee_id', 'employee')}
${reference('employee_skill', 'skill_id', 'skill')}
${reference('employee_skill', 'assessor_id', 'employee')}
${tenant('employee_skill')}

create table hr.skill_assessment (${RECORD},
  employee_id uuid not null,
  skill_id uuid not null,
  level integer not null,
  assessed_on date not null,
  assessor_id uuid,
  certificate_id uuid,
  document_id uuid,
  note varchar(500),
  constraint skill_assessment_level_check check (level between 0 and 10)
);
create index skill_assessment_assessed_on_idx
  on hr.skill_assessment (organization_id, assessed_on, id);
create index skill_assessment_level_idx on hr.skill_assessment (organization_id, level, id);
${reference('skill_assessment', 'employee_id', 'employee')}
${reference('skill_assessment', 'skill_id', 'skill')}
${reference('skill_assessment', 'assessor_id', 'employee')}
${reference('skill_assessment', 'certificate_id', 'certificate')}
${reference('skill_assessment', 'document_id', 'core.file')}
${tenant('skill_assessment')}

create table hr.qualification_requirement (${RECORD},
  job_title varchar(120),
  unit_id uuid,
  skill_id uuid,
  level integer,
  certificate_kind_id uuid,
  valid_from date not null,
  valid_to date,
  constraint qualification_requirement_what_check check ((skill_id is null) = (level is null)
    and (skill_id is null) <> (certificate_kind_id is null)),
  constraint qualification_requirement_whose_check check (job_title is not null
    or unit_id is not null),
  constraint qualification_requirement_days_check check (valid_to >= valid_from)
);
create index qualification_requirement_valid_from_idx
  on hr.qualification_requirement (organization_id, valid_from, id);
create index qualification_requirement_job_title_idx
  on hr.qualification_requirement (organization_id, job_title, id);
create index qualification_requirement_valid_to_idx
  on hr.qualification_requirement (organization_id, valid_to, id);
${reference('qualification_requirement', 'unit_id', 'core.org_unit')}
${reference('qualification_requirement', 'skill_id', 'skill')}
${reference('qualification_requirement', 'certificate_kind_id', 'certificate_kind')}
${tenant('qualification_requirement')}

-- From a wanted skill to the people, and from somebody to the latest assessment of a day.
create index employee_skill_match_idx on hr.employee_skill (organization_id, skill_id, level desc,
  employee_id);
create index skill_assessment_latest_idx on hr.skill_assessment (organization_id, employee_id,
  skill_id, assessed_on desc, id desc);
-- Assessments are entries.
revoke update, delete on hr.skill_assessment from bureau_app;
`;

const told = [
  comments('certificate_kind', 'What certificates are of, and how long they are good.', {
    code: 'Short code, unique in the organization',
    name: 'Name for people',
    valid_months: 'Months that it is good for; null: for ever',
    is_active: 'Certificates of it are added',
  }),
  comments('certificate', 'A paper that says that somebody may or can do something, until a day.', {
    employee_id: 'Whose it is',
    kind_id: 'What it is of',
    number: 'Number on the paper',
    issuer: 'Who issued it',
    issued_on: 'First day on which it is good',
    valid_until: 'Last day on which it is good; null: for ever',
    withdrawn_on: 'First day on which it is not good any more',
    document_id: 'The paper as a file',
  }),
  comments('skill', 'Something that people can do, on a scale of levels.', {
    code: 'Short code, unique in the organization',
    name: 'Name for people',
    levels: 'Names of the levels, from level 1 to the best, 1 to 10',
    is_active: 'People are assessed in it',
  }),
  comments('employee_skill', 'What somebody can do now, by the latest assessment.', {
    employee_id: 'Who can do it',
    skill_id: 'What it is',
    level: 'Level on the scale of the skill, from 1 on',
    assessed_on: 'Day of the assessment',
    assessor_id: 'Who assessed it',
  }),
  comments('skill_assessment', 'One assessment of what somebody can do; it is never changed.', {
    employee_id: 'Who was assessed',
    skill_id: 'In what',
    level: 'Level on the scale of the skill; 0: none any more',
    assessed_on: 'Day of the assessment',
    assessor_id: 'Who assessed it',
    certificate_id: 'Certificate that proves it',
    document_id: 'File that proves it',
    note: 'Words of whoever assessed it',
  }),
  comments(
    'qualification_requirement',
    'A skill or a certificate that people must have by title or unit, from a day on.',
    {
      job_title: 'Title of the position; null: any',
      unit_id: 'Department or team, with those below it; null: any',
      skill_id: 'The skill that is needed',
      level: 'Its least level, of a skill',
      certificate_kind_id: 'The certificate that is needed',
      valid_from: 'First day on which this holds',
      valid_to: 'First day on which this no longer holds; null = open',
    },
  ),
];

/** Skills, certificates and what people must have. */
export const qualificationTables = [tables, ...told].join('\n');
