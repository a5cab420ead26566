import type { Ctx } from '@bureau/core';
import { Classification } from '../library/classification.js';
import { type Example, judge } from './judge.js';
import type { Suggested } from './rules.js';
import type { Verdicts } from './best-of.js';

/** Papers of which is learned, the newest ones. */
const PAPERS = 600;
/** Words of a paper that are looked at: the first ones, where it says what it is. */
const WORDS = 80;
/** Decisions on suggestions that count, the newest ones. */
const DECISIONS = 5_000;
const MOST_TAGS = 50;

/*
 * Only of papers that everybody may see who may see the one in question: none is more secret, none
 * has an access list. Otherwise a suggestion would tell what stands on papers that are hidden. They
 * are looked at as they stand: what people correct, throw away or purge is forgotten by itself.
 */
const ALIKE = `
  with paper as materialized (
    select search_vector as v from documents.document where id = $1),
  words as materialized (
    select w.lexeme, quote_literal(w.lexeme)::tsquery as q
    from paper, unnest(paper.v) w
    where w.lexeme ~ '^[[:alpha:]]{3,40}$'
    order by w.positions[1] nulls last, w.lexeme limit ${WORDS}),
  papers as materialized (
    select d.id, d.type_id, d.correspondent_id, d.folder_id, strip(d.search_vector) as v
    from documents.document d
    where d.state in ('FILED', 'ARCHIVED') and not d.is_restricted
      and d.classification = any($2) and d.id <> $1 and d.search_vector is not null
    order by d.filed_at desc nulls last, d.id desc limit ${PAPERS})
  select p.type_id, p.correspondent_id, p.folder_id,
    (select string_agg(w.lexeme, ' ') from words w where p.v @@ w.q) as words,
    (select string_agg(t.tag_id::text, ' ') from documents.document_tagging t
      where t.document_id = p.id) as tags
  from papers p`;

interface OrderedRow extends Record<string, unknown> {
  type_id: string | null;
  correspondent_id: string | null;
  folder_id: string | null;
  /** With blanks between them. */
  words: string | null;
  tags: string | null;
}

interface Ordered extends Pick<OrderedRow, 'type_id' | 'correspondent_id' | 'folder_id'> {
  words: string[];
  tags: string[];
}

/** What papers with the same words were filed as. @param id uuid of the document */
export async function learnedSuggestions(
  ctx: Ctx,
  { id, classification }: { id: string; classification: Classification },
): Promise<Suggested[]> {
  const rows = await ctx.sql<OrderedRow>(ALIKE, [id, levelsUpTo(classification)]);
  const papers = rows.map(({ type_id, correspondent_id, folder_id, ...row }): Ordered => ({
    ...{ type_id, correspondent_id, folder_id },
    words: row.words?.split(' ') ?? [],
    tags: row.tags?.split(' ') ?? [],
  }));
  const words = [...new Set(papers.flatMap((paper) => paper.words))];
  const suggested = (kind: Suggested['kind'], labelOf: (paper: Ordered) => string | null) =>
    judge(examplesOf(papers, labelOf), words).map(
      ({ label: target, confidence, words: told }): Suggested => ({
        ...{ kind, target, confidence, reason: 'ALIKE', words: told },
      }),
    );
  const tags = [...new Set(papers.flatMap((paper) => paper.tags))].sort().slice(0, MOST_TAGS);
  return [
    ...suggested('TYPE', (paper) => paper.type_id),
    ...suggested('CORRESPONDENT', (paper) => paper.correspondent_id),
    ...suggested('FOLDER', (paper) => paper.folder_id),
    ...tags.flatMap((tag) => suggested('TAG', (paper) => (paper.tags.includes(tag) ? tag : null))),
  ];
}

function examplesOf(
  papers: readonly Ordered[],
  labelOf: (paper: Ordered) => string | null,
): Example[] {
  return papers.map((paper) => ({ label: labelOf(paper), words: paper.words }));
}

const DECIDED = `
  select kind, reason, target, count(*) filter (where state = 'ACCEPTED') as accepted,
    count(*) filter (where state = 'REJECTED') as rejected
  from (
    select s.kind, s.reason, s.state,
      coalesce(s.type_id, s.correspondent_id, s.folder_id, s.tag_id) as target
    from documents.document_suggestion s
    join documents.document d on d.organization_id = s.organization_id and d.id = s.document_id
    where s.decided_at is not null and not d.is_restricted and d.classification = any($1)
    order by s.decided_at desc limit ${DECISIONS}) decided
  group by kind, reason, target`;

interface DecidedRow extends Record<string, unknown> {
  kind: string;
  reason: string;
  target: string;
  accepted: string;
  rejected: string;
}

/** What people have said of suggestions of a kind, reason and target, on papers as open as one. */
export async function verdictsOn(
  ctx: Ctx,
  classification: Classification,
): Promise<(one: Suggested) => Verdicts> {
  const rows = await ctx.sql<DecidedRow>(DECIDED, [levelsUpTo(classification)]);
  const known = new Map(
    rows.map(({ kind, reason, target, accepted, rejected }) => [
      `${kind} ${reason} ${target}`,
      { accepted: Number(accepted), rejected: Number(rejected) },
    ]),
  );
  return ({ kind, reason, target }) =>
    known.get(`${kind} ${reason} ${target}`) ?? { accepted: 0, rejected: 0 };
}

function levelsUpTo(classification: Classification): string[] {
  const levels = Object.values(Classification);
  return levels.slice(0, levels.indexOf(classification) + 1);
}
