import { DEMO } from '@bureau/core';
import type pg from 'pg';
import { ConfigError } from './config-file.js';
import { removeOrganization } from './organization-removal.js';

/** Whether the demo company is there, whole or not. `foreign`: its slug is taken by another. */
export type DemoState = 'absent' | 'present' | 'foreign';

/** Looks for the demo company, as the owner. */
export async function demoState(client: pg.ClientBase): Promise<DemoState> {
  const { rows } = await client.query<{ is_demo: boolean }>(
    'select is_demo from core.organization where slug = $1',
    [DEMO.slug],
  );
  if (rows[0] === undefined) return 'absent';
  return rows[0].is_demo ? 'present' : 'foreign';
}

/**
 * Removes the demo company with all its rows, in one transaction; returns whether it was there.
 * @throws ConfigError when an organization that is no demo has the slug: it is never touched.
 */
export async function removeDemo(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ id: string; is_demo: boolean }>(
    'select id, is_demo from core.organization where slug = $1',
    [DEMO.slug],
  );
  const [found] = rows;
  if (!found) return false;
  if (!found.is_demo) throw foreignDemo();
  await removeOrganization(client, found.id);
  return true;
}

/** The slug belongs to a real organization. */
export function foreignDemo(): ConfigError {
  return new ConfigError(
    `The organization "${DEMO.slug}" is not a demo company: it is left alone. Set BUREAU_DEMO=0.`,
  );
}
