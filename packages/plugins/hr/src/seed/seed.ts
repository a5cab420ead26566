import type { SeedContext } from '@bureau/core';
export async function seed(_ctx: SeedContext): Promise<void> {}
