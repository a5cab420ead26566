/**
 * Functions of the seed alone, dropped when it is done. Ids look like real ones (UUIDv7: time
 * first, then noise) and follow from kind, organization and number, so that every run has the same
 * and a foreign key needs no look-up.
 */
export const seedFunctions = `
create schema seed;
create function seed.id(kind text, org integer, n bigint) returns uuid
language sql immutable parallel safe as $$
  select overlay(overlay(md5(kind || org::text || ':' || n::text)
    placing lpad(to_hex(1735689600000 + n * 40), 12, '0') || '7' from 1 for 13)
    placing '8' from 17 for 1)::uuid
$$;
create function seed.pick(words text[], n bigint) returns text
language sql immutable parallel safe as $$
  select words[1 + (n % cardinality(words))::integer]
$$;
`;

/** Takes the functions back. */
export const seedFunctionsDown = 'drop schema seed cascade;';
