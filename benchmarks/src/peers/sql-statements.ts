/** A hand-written operation: one statement, its parameters in order. $1 is the organization. */
export interface SqlOperation {
  text: string;
  parameters: readonly string[];
}

const EMPLOYEE = `'id', e.id, 'number', e.number, 'displayName', e.display_name,
  'workEmail', e.work_email, 'hiredOn', e.hired_on, 'terminatedOn', e.terminated_on,
  'status', e.status, 'version', e.version, 'createdAt', e.created_at,
  'updatedAt', e.updated_at`;

const NESTED = `json_build_object('number', e.number, 'displayName', e.display_name,
  'assets', json_build_object(
    'totalCount', (select count(*) from assets.asset c
      where c.organization_id = e.organization_id and c.holder_id = e.id),
    'nodes', coalesce((select json_agg(json_build_object('tag', a.tag, 'state', a.state,
      'custodyPeriods', json_build_object(
        'totalCount', (select count(*) from assets.custody_period c
          where c.organization_id = a.organization_id and c.asset_id = a.id),
        'nodes', coalesce((select json_agg(json_build_object('startsAt', p.starts_at,
          'endsAt', p.ends_at, 'reason', p.reason) order by p.starts_at, p.id)
          from (select * from assets.custody_period p
            where p.organization_id = a.organization_id and p.asset_id = a.id
            order by p.starts_at, p.id limit 5) p), '[]'))) order by a.tag, a.id)
      from (select * from assets.asset a
        where a.organization_id = e.organization_id and a.holder_id = e.id
        order by a.tag, a.id limit 5) a), '[]')))`;

function answer(field: string, value: string): string {
  return `json_build_object('data', json_build_object('${field}', ${value}))::text as body`;
}

/** What a good hand would write: the whole answer is JSON made by the database. */
export const sqlOperations: Readonly<Record<string, SqlOperation>> = {
  point: {
    parameters: ['organization', 'tag'],
    text: `select ${answer(
      'asset',
      `json_build_object('id', a.id, 'tag', a.tag, 'serialNumber', a.serial_number,
        'state', a.state, 'purchasedOn', a.purchased_on, 'warrantyEndsOn', a.warranty_ends_on,
        'model', json_build_object('id', m.id, 'code', m.code, 'name', m.name,
          'manufacturer', m.manufacturer),
        'holder', case when e.id is not null then json_build_object('id', e.id,
          'number', e.number, 'displayName', e.display_name, 'workEmail', e.work_email) end)`,
    )}
    from assets.asset a
    join assets.asset_model m on m.organization_id = a.organization_id and m.id = a.model_id
    left join hr.employee e on e.organization_id = a.organization_id and e.id = a.holder_id
    where a.organization_id = $1 and a.tag = $2`,
  },
  list: {
    parameters: ['organization', 'first'],
    text: `select ${answer(
      'employees',
      `json_build_object('nodes', coalesce(json_agg(json_build_object(${EMPLOYEE},
        'person', json_build_object('id', p.id, 'givenName', p.given_name,
          'familyName', p.family_name, 'email', p.email))
        order by e.display_name, e.id), '[]'))`,
    )}
    from (select * from hr.employee e where e.organization_id = $1
      order by e.display_name, e.id limit $2) e
    join core.person p on p.organization_id = e.organization_id and p.id = e.person_id`,
  },
  counts: {
    parameters: ['organization'],
    text: `select json_build_object('data', json_build_object(
      'employees', json_build_object('totalCount',
        (select count(*) from hr.employee c where c.organization_id = $1)),
      'assets', json_build_object('totalCount',
        (select count(*) from assets.asset c where c.organization_id = $1))))::text as body`,
  },
  chart: {
    parameters: ['organization', 'unit', 'day'],
    text: `with recursive units as (
      select $2::uuid as id
      union all
      select u.id from core.org_unit u join units on u.parent_id = units.id
        where u.organization_id = $1),
    job as materialized (
      select j.employee_id, j.manager_id from hr.job_record j
      where j.organization_id = $1 and j.unit_id = any (array(select id from units))
        and j.valid_from <= $3 and (j.valid_to is null or j.valid_to > $3)),
    chart as (
      select j.employee_id as id, j.manager_id, 0 as depth from job j
        where not exists (select from job m where m.employee_id = j.manager_id)
      union all
      select j.employee_id, j.manager_id, c.depth + 1
        from chart c join job j on j.manager_id = c.id)
    select ${answer(
      'orgChart',
      `coalesce(json_agg(json_build_object('depth', c.depth, 'managerId', c.manager_id,
        'employee', json_build_object('id', e.id, 'number', e.number,
          'displayName', e.display_name)) order by c.depth, e.display_name, e.id), '[]')`,
    )}
    from chart c join hr.employee e on e.organization_id = $1 and e.id = c.id`,
  },
  nested: {
    parameters: ['organization'],
    text: `select ${answer(
      'employees',
      `json_build_object(
        'totalCount', (select count(*) from hr.employee c where c.organization_id = $1),
        'nodes', coalesce(json_agg(${NESTED} order by e.display_name, e.id), '[]'))`,
    )}
    from (select * from hr.employee e where e.organization_id = $1
      order by e.display_name, e.id limit 10) e`,
  },
  deep: {
    parameters: ['organization', 'name', 'id'],
    text: `select ${answer(
      'employees',
      `json_build_object('nodes',
        coalesce(json_agg(${NESTED} order by e.display_name, e.id), '[]'))`,
    )}
    from (select * from hr.employee e where e.organization_id = $1 and e.status = 'ACTIVE'
      and (e.display_name, e.id) > ($2, $3::uuid)
      order by e.display_name, e.id limit 10) e`,
  },
  flat: {
    parameters: ['organization'],
    text: `select ${answer(
      'employees',
      `json_build_object('nodes', coalesce(json_agg(json_build_object(${EMPLOYEE})
        order by e.display_name, e.id), '[]'))`,
    )}
    from (select * from hr.employee e where e.organization_id = $1
      order by e.display_name, e.id limit 1000) e`,
  },
};
