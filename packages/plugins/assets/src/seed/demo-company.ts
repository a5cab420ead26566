import type { SeedContext } from '@bureau/core';

/** Somebody of the demo company who may get a device. */
export interface SeedEmployee {
  id: string;
  number: string;
  hiredOn: string;
  terminatedOn: string | null;
  /** Where the devices of the person come from. */
  siteId: string;
}

export interface DemoCompany {
  /** Public ids by code. */
  sites: ReadonlyMap<string, string>;
  employees: readonly SeedEmployee[];
}

const READ = `query {
  sites(first: 100, orderBy: [{ field: CODE }]) { nodes { id code } }
  employees(first: 100, orderBy: [{ field: NUMBER }]) {
    nodes { id number hiredOn terminatedOn job { site { id } } }
  }
}`;

interface Answer {
  sites: { nodes: { id: string; code: string }[] };
  employees: {
    nodes: (Omit<SeedEmployee, 'siteId'> & { job: { site: { id: string } | null } | null })[];
  };
}

/** The places and people that the plugins before this one have made. */
export async function readCompany({ run }: SeedContext): Promise<DemoCompany> {
  const { sites, employees } = (await run(READ)) as unknown as Answer;
  const byCode = new Map(sites.nodes.map(({ code, id }) => [code, id]));
  const main = byCode.get('HAM') ?? sites.nodes[0]?.id ?? '';
  return {
    sites: byCode,
    employees: employees.nodes.map(({ job, ...employee }) => ({
      ...employee,
      siteId: job?.site?.id ?? main,
    })),
  };
}
