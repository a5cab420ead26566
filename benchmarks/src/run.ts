import { openBenchDatabase } from './database.js';
import { readOptions } from './options.js';
import { startField } from './candidates.js';
import { gatherMaterial } from './material.js';
import { readItems } from './items/items.js';
import { runReadItem, itemLines } from './read-items.js';
import { stopAll } from './children.js';
export async function main(args: readonly string[]): Promise<number> {
  const o = readOptions(args);
  const db = await openBenchDatabase(o, console.log);
  try {
  const field = await startField(db);
  const m = await gatherMaterial(db, field);
  for (const item of readItems) {
   if (o.only.length && !o.only.includes(item.key)) continue;
   const r = await runReadItem(item, {field, material: m, plan: {...o.scale, connections: 16, databasePid: db.pid}}); console.log(itemLines(r).join('\n')); }
  } catch (e) { console.error(e); }
  await stopAll();
  await db.stop();
  return 0;
}
