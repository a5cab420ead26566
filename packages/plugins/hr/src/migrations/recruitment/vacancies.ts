import { comments, RECORD, reference, tenant } from '../tenant.js';

const tables = `
create table hr.position (${RECORD},
  code varchar(40) not null,
  title varchar(120) not null,
  unit_id uuid not null,
  site_id uuid not null,
  posts integer not null,
  is_active boolean not null default true,
  constraint position_code_key unique (organization_id, code),
  constraint position_posts_check check (posts between 0 and 1000)
);
create index position_title_idx on hr.position (organization_id, title, id);
create index position_is_active_idx on hr.position (organization_id, is_active, id);
${reference('position', 'unit_id', 'core.org_unit')}
${reference('position', 'site_id', 'core.site')}
${tenant('position')}

create table hr.requisition (${RECORD},
  position_id uuid not null,
  openings integer not null,
  filled integer not null default 0,
  wanted_on date,
  reason varchar(500),
  keep_days integer not null default 180,
  state text not null default 'DRAFT',
  constraint requisition_openings_check check (openings between 1 and 1000),
  constraint requisition_filled_check check (filled between 0 and openings),
  constraint requisition_keep_days_check check (keep_days between 1 and 3650),
  constraint requisition_state_check check (state in ('DRAFT', 'PENDING', 'OPEN', 'REJECTED',
    'FILLED', 'CLOSED'))
);
create index requisition_state_idx on hr.requisition (organization_id, state, id);
create index requisition_wanted_on_idx on hr.requisition (organization_id, wanted_on, id);
create index requisition_created_at_idx on hr.requisition (organization_id, created_at, id);
${reference('requisition', 'position_id', 'position')}
${tenant('requisition')}

create table hr.job_posting (${RECORD},
  requisition_id uuid not null,
  title varchar(200) not null,
  words text not null,
  language varchar(35) not null default 'en',
  closes_on date,
  state text not null default 'DRAFT',
  constraint job_posting_state_check check (state in ('DRAFT', 'PUBLISHED', 'CLOSED'))
);
create index job_posting_state_idx on hr.job_posting (organization_id, state, id);
create index job_posting_closes_on_idx on hr.job_posting (organization_id, closes_on, id);
create index job_posting_created_at_idx on hr.job_posting (organization_id, created_at, id);
${reference('job_posting', 'requisition_id', 'requisition')}
${tenant('job_posting')}
`;

const told = [
  comments('position', 'What people are wanted for in a unit, and how many posts are approved.', {
    code: 'Short code, unique in the organization',
    title: 'Title of the position',
    unit_id: 'Department or team',
    site_id: 'Place of work',
    posts: 'Approved posts, 0 to 1,000',
    is_active: 'People may be hired for it',
  }),
  comments('requisition', 'The wish to hire a number of people for a position.', {
    position_id: 'What they are wanted for',
    openings: 'How many people are wanted',
    filled: 'How many have accepted',
    wanted_on: 'Day on which they should begin',
    reason: 'Why they are needed',
    keep_days: 'Days after the end of an application for which the applicant is kept',
    state: 'Where it is in its life',
  }),
  comments('job_posting', 'An advertisement of a requisition.', {
    requisition_id: 'What it advertises',
    title: 'Headline',
    words: 'What it says',
    language: 'Language tag, such as en',
    closes_on: 'Last day on which people may apply',
    state: 'Where it is in its life',
  }),
];

/** Positions, requisitions and advertisements. */
export const vacancies = [tables, ...told].join('\n');
