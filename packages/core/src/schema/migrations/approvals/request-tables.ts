import { comments, RECORD, tenant } from './tenant.js';

/** What waits for consent, who is asked, and what was said. */
export const requestTables = `
create table core.approval_request (${RECORD},
  kind varchar(120) not null,
  record_type varchar(80) not null,
  record_id uuid not null,
  title varchar(200) not null,
  requester_id uuid,
  requester_name varchar(200) not null,
  amount_amount numeric(20,4),
  amount_currency varchar(3),
  state text not null default 'PENDING'
    check (state in ('PENDING', 'APPROVED', 'REJECTED', 'WITHDRAWN')),
  step integer not null default 1,
  steps integer not null,
  round integer not null default 1 check (round > 0),
  comment varchar(1000),
  decided_at timestamptz(6),
  details jsonb,
  plan jsonb not null,
  constraint approval_request_requester_fkey foreign key (organization_id, requester_id)
    references core.membership (organization_id, id),
  constraint approval_request_progress_check check (step between 1 and steps),
  constraint approval_request_worth_check
    check ((amount_amount is null) = (amount_currency is null)),
  constraint approval_request_end_check check ((state = 'PENDING') = (decided_at is null))
);
create unique index approval_request_pending_key
  on core.approval_request (organization_id, kind, record_id) where state = 'PENDING';
create index approval_request_kind_idx on core.approval_request (organization_id, kind, id);
create index approval_request_state_idx on core.approval_request (organization_id, state, id);
create index approval_request_record_idx
  on core.approval_request (organization_id, record_id, id);
create index approval_request_record_type_idx
  on core.approval_request (organization_id, record_type, id);
create index approval_request_requester_idx
  on core.approval_request (organization_id, requester_id, id);
create index approval_request_decided_at_idx
  on core.approval_request (organization_id, decided_at, id);
${tenant('approval_request')}
${comments('approval_request', 'Something that waits for the consent of others.', {
  kind: 'What is asked for, such as assets.asset.dispose',
  record_type: 'Type of the record that it is about',
  record_id: 'The record that it is about',
  title: 'What it is about, in words',
  requester_id: 'Who asks; null: the platform itself',
  requester_name: 'Name of whoever asks, as it was then',
  amount_amount: 'What it is worth, where limits depend on it: exact amount',
  amount_currency: 'What it is worth, where limits depend on it: ISO 4217 code',
  state: 'Where it is in its life',
  step: 'Step that is asked now, or was last; from 1',
  steps: 'Steps that it takes',
  round: 'Grows with each change; votes of earlier ones are void',
  comment: 'What whoever decided wrote to it',
  decided_at: 'When it ended, one way or the other',
  details: 'What its plugin needs to do it',
  plan: 'The steps of the policy as it was',
})}

create table core.approval_seat (${RECORD},
  request_id uuid not null,
  round integer not null,
  step integer not null,
  user_id uuid not null,
  role_id uuid,
  is_open boolean not null default true,
  constraint approval_seat_user_key unique (organization_id, request_id, round, step, user_id),
  constraint approval_seat_request_fkey foreign key (organization_id, request_id)
    references core.approval_request (organization_id, id),
  constraint approval_seat_user_fkey foreign key (organization_id, user_id)
    references core.membership (organization_id, id)
);
create index approval_seat_request_idx on core.approval_seat (organization_id, request_id, id);
create index approval_seat_user_idx on core.approval_seat (organization_id, user_id, id);
create index approval_seat_open_idx on core.approval_seat (organization_id, user_id, request_id)
  where is_open;
create index approval_seat_is_open_idx on core.approval_seat (organization_id, is_open, id);
create index approval_seat_round_idx on core.approval_seat (organization_id, round, id);
create index approval_seat_step_idx on core.approval_seat (organization_id, step, id);
${tenant('approval_seat')}
${comments('approval_seat', 'The place of one approver at one step; it has one vote.', {
  request_id: 'The request',
  round: 'Round of the request',
  step: 'Step of the round',
  user_id: 'Who is asked',
  role_id: 'Asked as a holder of this role',
  is_open: 'Its vote is awaited',
})}

create table core.approval_vote (${RECORD},
  request_id uuid not null,
  seat_id uuid not null,
  round integer not null,
  step integer not null,
  voter_id uuid not null,
  decision text not null check (decision in ('APPROVE', 'REJECT')),
  comment varchar(1000),
  constraint approval_vote_seat_key unique (organization_id, seat_id),
  constraint approval_vote_voter_key unique (organization_id, request_id, round, step, voter_id),
  constraint approval_vote_request_fkey foreign key (organization_id, request_id)
    references core.approval_request (organization_id, id),
  constraint approval_vote_seat_fkey foreign key (organization_id, seat_id)
    references core.approval_seat (organization_id, id),
  constraint approval_vote_voter_fkey foreign key (organization_id, voter_id)
    references core.membership (organization_id, id)
);
create index approval_vote_request_idx on core.approval_vote (organization_id, request_id, id);
create index approval_vote_voter_idx on core.approval_vote (organization_id, voter_id, id);
create index approval_vote_round_idx on core.approval_vote (organization_id, round, id);
create index approval_vote_step_idx on core.approval_vote (organization_id, step, id);
create index approval_vote_decision_idx on core.approval_vote (organization_id, decision, id);
${tenant('approval_vote')}
${comments('approval_vote', 'What was said for one seat; never changed.', {
  request_id: 'The request',
  seat_id: 'The seat that it is for',
  round: 'Round of the request',
  step: 'Step of the round',
  voter_id: 'Who voted: whose seat it is, or a substitute',
  decision: 'What was said',
  comment: 'Why',
})}
grant select, insert, update on core.approval_request, core.approval_seat
  to bureau_app, bureau_worker;
grant select, insert on core.approval_vote to bureau_app, bureau_worker;
grant select on core.approval_request, core.approval_seat, core.approval_vote to bureau_reader;
`;
