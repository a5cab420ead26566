import { comments, RECORD, reference, tenant } from '../tenant.js';

const tables = `
create table hr.review_part (${RECORD},
  review_id uuid not null,
  kind text not null,
  author_id uuid not null,
  is_anonymous boolean not null default false,
  state text not null default 'OPEN',
  submitted_on date,
  constraint review_part_review_id_author_id_key unique (organization_id, review_id, author_id),
  constraint review_part_kind_check check (kind in ('SELF', 'MANAGER', 'PEER')),
  constraint review_part_state_check check (state in ('OPEN', 'SUBMITTED')),
  constraint review_part_submitted_check
    check ((state = 'SUBMITTED') = (submitted_on is not null)),
  constraint review_part_anonymous_check check (kind = 'PEER' or not is_anonymous)
);
create unique index review_part_one_key on hr.review_part (organization_id, review_id, kind)
  where kind <> 'PEER';
create index review_part_kind_idx on hr.review_part (organization_id, kind, id);
create index review_part_is_anonymous_idx on hr.review_part (organization_id, is_anonymous, id);
create index review_part_state_idx on hr.review_part (organization_id, state, id);
${reference('review_part', 'review_id', 'review')}
${reference('review_part', 'author_id', 'employee')}
${tenant('review_part')}

create table hr.review_answer (${RECORD},
  part_id uuid not null,
  section_id uuid not null,
  person_id uuid not null,
  score integer,
  comment text,
  passing_comment text,
  constraint review_answer_part_id_section_id_key unique (organization_id, part_id, section_id),
  constraint review_answer_score_check check (score between 1 and 10)
);
create index review_answer_created_at_idx on hr.review_answer (organization_id, created_at, id);
${reference('review_answer', 'part_id', 'review_part')}
${reference('review_answer', 'section_id', 'review_section')}
${reference('review_answer', 'person_id', 'core.person')}
${tenant('review_answer')}

create table hr.review_result (${RECORD},
  review_id uuid not null,
  person_id uuid not null,
  self_score numeric(5,2),
  manager_score numeric(5,2),
  peer_score numeric(5,2),
  peers integer not null default 0,
  score numeric(5,2),
  calibrated_score numeric(5,2),
  reason text,
  constraint review_result_review_id_key unique (organization_id, review_id),
  constraint review_result_peers_check check (peers >= 0)
);
create index review_result_created_at_idx on hr.review_result (organization_id, created_at, id);
create index review_result_score_idx on hr.review_result (organization_id, score, id);
create index review_result_calibrated_score_idx
  on hr.review_result (organization_id, calibrated_score, id);
${reference('review_result', 'review_id', 'review')}
${reference('review_result', 'person_id', 'core.person')}
${tenant('review_result')}

create table hr.review_peer_comment (${RECORD},
  result_id uuid not null,
  section_id uuid not null,
  person_id uuid not null,
  comment text
);
create index review_peer_comment_created_at_idx
  on hr.review_peer_comment (organization_id, created_at, id);
${reference('review_peer_comment', 'result_id', 'review_result')}
${reference('review_peer_comment', 'section_id', 'review_section')}
${reference('review_peer_comment', 'person_id', 'core.person')}
${tenant('review_peer_comment')}
`;

const told = [
  comments('review_part', 'What one person is asked to say in a review.', {
    review_id: 'The review',
    kind: 'Who speaks',
    author_id: 'Who is asked',
    is_anonymous: 'Nobody else reads what the author said',
    state: 'Whether it is written',
    submitted_on: 'Day on which it was written',
  }),
  comments('review_answer', 'What one person said to one question of a review.', {
    part_id: 'The part',
    section_id: 'The question',
    person_id: 'Whom it is about',
    score: '1 to the best score; null: cannot say',
    comment: 'Words; sealed for the person',
    passing_comment: 'Words of an anonymous peer until they are mixed with others; sealed',
  }),
  comments('review_result', 'What came out of a review.', {
    review_id: 'The review',
    person_id: 'Whom it is about',
    self_score: 'What the person said',
    manager_score: 'What the manager said',
    peer_score: 'Mean of the peers; null where too few of them wrote',
    peers: 'How many peers are counted',
    score: 'Weighted mean of the parts that are there',
    calibrated_score: 'Score after the comparison with others; null: as computed',
    reason: 'Why it was changed; sealed',
  }),
  comments('review_peer_comment', 'What one of the anonymous peers wrote; nothing leads to whom.', {
    result_id: 'The result that it belongs to',
    section_id: 'The question',
    person_id: 'Whom it is about',
    comment: 'Words; sealed for the person',
  }),
];

/** What is said in reviews and what comes out. */
export const reviewWords = [tables, ...told].join('\n');
