import { feedOf, type KillRun } from './kill-run.js';

/** What must hold after a run, whatever was killed when. */

/** Acknowledged sites are there once, as they were acknowledged, with one entry a version. */
export async function expectSites(run: KillRun): Promise<void> {
  const stored = await run.rows(`select s.code, s.name, s.version::int as version,
      (select count(*)::int from core.audit_entry a where a.record_id = s.id) as trail,
      (select count(*)::int from core.outbox_event o
       where o.record_id = s.id and o.name = 'core.record.changed') as events
    from core.site s where s.code like 'W%' order by s.code collate "C"`);
  const promised = [...run.ledger.sites].sort(([one], [other]) => (one < other ? -1 : 1));
  expect(stored).toEqual(
    promised.map(([code, { name, version }]) => {
      return { code, name, version, trail: version, events: version };
    }),
  );
}

/** Each version of each site was delivered, and is in the feed once. */
export async function expectEvents(run: KillRun): Promise<void> {
  const versions = [...run.ledger.sites.values()].flatMap(({ id, version }) =>
    Array.from({ length: version }, (_, at) => `${id} ${at + 1}`),
  );
  const own = new Set([...run.ledger.sites.values()].map(({ id }) => id));
  const keysOf = (events: { recordId: string; recordVersion: number }[]) =>
    events
      .filter(({ recordId }) => own.has(recordId))
      .map(({ recordId, recordVersion }) => `${recordId} ${recordVersion}`)
      .sort();
  expect(keysOf([...run.deliveries.values()])).toEqual(versions.sort());
  expect(keysOf(await feedOf(run))).toEqual(versions);
}

/** Each asset of a leaver is announced to come back once; each disposal was done once. */
export async function expectEffects(run: KillRun): Promise<void> {
  const { leavers, disposed, imported } = run.ledger;
  const [effects] = await run.rows(`select
    (select count(*)::int from assets.asset where state = 'RETURN_PENDING') as returns,
    (select count(*)::int from core.audit_entry
     where record_type = 'Asset' and operation = 'assets.leaverReturn') as changes,
    (select count(*)::int from assets.asset where state = 'DISPOSED') as assets,
    (select count(*)::int from assets.disposal) as disposals,
    (select count(*)::int from core.approval_request where state = 'APPROVED') as approved,
    (select json_agg(json_build_object('kind', kind, 'state', state, 'tries', attempts))
     from core.job where state <> 'SUCCEEDED') as unfinished`);
  expect(effects).toEqual({
    ...{ returns: leavers.length, changes: leavers.length },
    ...{ assets: disposed.length, disposals: disposed.length, approved: disposed.length },
    unfinished: null,
  });
  const tags = await run.rows(`select a.tag from assets.asset a
    where exists (select from core.audit_entry e where e.record_id = a.id
      and e.operation = 'assetImport')`);
  expect(tags.map(({ tag }) => String(tag)).sort()).toEqual([...imported].sort());
}

/** What the run was about, in numbers: for whoever reads its log. */
export async function figuresOf(run: KillRun): Promise<object> {
  const { kills, seconds, ledger, deliveries } = run;
  const { sites, leavers, disposed, imported, again } = ledger;
  const siteWrites = [...sites.values()].reduce((sum, { version }) => sum + version, 0);
  const [stored] = await run.rows(`select
    (select count(*)::int from core.outbox_event) as events,
    (select count(*)::int from core.job) as jobs,
    (select sum(setbacks)::int from core.job) as setbacks,
    (select count(*)::int from core.audit_entry) as entries`);
  return {
    ...{ kills, seconds, sites: sites.size, siteWrites, again, deliveries: deliveries.size },
    ...{ leavers: leavers.length, disposals: disposed.length, imported: imported.length },
    ...stored,
  };
}

/** The chain over all entries holds, and covers every one. */
export async function expectTrail(run: KillRun): Promise<void> {
  const { code, stdout } = await run.verifyTrail();
  const [entries] = await run.rows('select count(*)::int as entries from core.audit_entry');
  expect(code).toBe(0);
  expect(JSON.parse(stdout).organizations).toEqual([
    expect.objectContaining({ ok: true, faults: [], unsealed: 0, ...entries }),
  ]);
}
