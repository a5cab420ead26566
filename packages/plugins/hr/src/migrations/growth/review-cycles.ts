import { comments, RECORD, reference, tenant } from '../tenant.js';

const tables = `
create table hr.review_template (${RECORD},
  code varchar(40) not null,
  name varchar(120) not null,
  max_score integer not null default 5,
  self_weight integer,
  manager_weight integer,
  peer_weight integer,
  is_peer_anonymous boolean not null default true,
  min_peers integer not null default 3,
  is_active boolean not null default true,
  constraint review_template_code_key unique (organization_id, code),
  constraint review_template_scale_check check (max_score between 2 and 10
    and min_peers between 2 and 20),
  constraint review_template_weights_check check (self_weight between 0 and 100
    and manager_weight between 0 and 100 and peer_weight between 0 and 100
    and coalesce(self_weight, 0) + coalesce(manager_weight, 0) + coalesce(peer_weight, 0) > 0)
);
create index review_template_name_idx on hr.review_template (organization_id, name, id);
create index review_template_is_active_idx on hr.review_template (organization_id, is_active, id);
${tenant('review_template')}

create table hr.review_section (${RECORD},
  template_id uuid not null,
  place integer not null,
  title varchar(120) not null,
  question varchar(500),
  weight integer not null,
  constraint review_section_place_key unique (organization_id, template_id, place),
  constraint review_section_weight_check check (weight between 1 and 100)
);
create index review_section_place_idx on hr.review_section (organization_id, place, id);
${reference('review_section', 'template_id', 'review_template')}
${tenant('review_section')}

create table hr.review_cycle (${RECORD},
  code varchar(40) not null,
  name varchar(120) not null,
  template_id uuid not null,
  starts_on date not null,
  ends_on date not null,
  due_on date not null,
  phase text not null default 'DRAFT',
  constraint review_cycle_code_key unique (organization_id, code),
  constraint review_cycle_days_check check (starts_on <= ends_on and due_on > starts_on),
  constraint review_cycle_phase_check
    check (phase in ('DRAFT', 'OPEN', 'CALIBRATION', 'RELEASED', 'CLOSED'))
);
create index review_cycle_starts_on_idx on hr.review_cycle (organization_id, starts_on, id);
create index review_cycle_ends_on_idx on hr.review_cycle (organization_id, ends_on, id);
create index review_cycle_name_idx on hr.review_cycle (organization_id, name, id);
create index review_cycle_due_on_idx on hr.review_cycle (organization_id, due_on, id);
create index review_cycle_phase_idx on hr.review_cycle (organization_id, phase, id);
${reference('review_cycle', 'template_id', 'review_template')}
${tenant('review_cycle')}

create table hr.review (${RECORD},
  cycle_id uuid not null,
  employee_id uuid not null,
  manager_id uuid,
  constraint review_cycle_id_employee_id_key unique (organization_id, cycle_id, employee_id)
);
create index review_created_at_idx on hr.review (organization_id, created_at, id);
${reference('review', 'cycle_id', 'review_cycle')}
${reference('review', 'employee_id', 'employee')}
${reference('review', 'manager_id', 'employee')}
${tenant('review')}
`;

const told = [
  comments('review_template', 'What reviews ask, and how much each part of them counts.', {
    code: 'Short code, unique in the organization',
    name: 'Name for people',
    max_score: 'The best score, 2 to 10; the least one is 1',
    self_weight: 'Weight of what people say of themselves; null: no',
    manager_weight: 'Weight of what the manager says; null: no',
    peer_weight: 'Weight of what peers say together; null: no',
    is_peer_anonymous: 'Nobody learns which peer said what',
    min_peers: 'Fewer anonymous peers are not counted, nor shown',
    is_active: 'Cycles may use it',
  }),
  comments('review_section', 'One thing that reviews ask, and how much it counts.', {
    template_id: 'The template',
    place: 'Order among the sections, from 1 on',
    title: 'What it is about',
    question: 'What is asked',
    weight: 'How much it counts beside the others, 1 to 100',
  }),
  comments('review_cycle', 'Reviews of many people over the same time, by one template.', {
    code: 'Short code, unique in the organization',
    name: 'Name for people',
    template_id: 'What is asked',
    starts_on: 'First day of the time that is looked at',
    ends_on: 'Last day of the time that is looked at',
    due_on: 'Day by which everybody should have written',
    phase: 'Where it is in its life',
  }),
  comments('review', 'The review of one employee in a cycle; what is said stands in its parts.', {
    cycle_id: 'The cycle',
    employee_id: 'Who is reviewed',
    manager_id: 'The manager when it was made',
  }),
];

/** Templates, cycles and whose reviews they have. */
export const reviewCycles = [tables, ...told].join('\n');
