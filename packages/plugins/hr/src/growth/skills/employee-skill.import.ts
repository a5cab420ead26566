import { type Ctx, defineImport, type ImportColumn, type ImportRow } from '@bureau/core';
import { Employee } from '../../employee.entity.js';
import { textOf, textsOf } from '../../employee.row.js';
import { assess, callerOf } from './assess.js';
import { skillErrors } from './errors.js';
import { EmployeeSkill, Skill } from './skill.entity.js';

const columns: ImportColumn[] = [
  {
    ...{ name: 'employee_number', description: 'Employee number', kind: 'text', required: true },
    maxLength: 40,
  },
  {
    ...{ name: 'skill_code', description: 'Code of the skill', kind: 'text', required: true },
    maxLength: 40,
  },
  { name: 'level', description: 'Level, from 1 on', kind: 'integer', required: true },
  { name: 'assessed_on', description: 'Day of the assessment', kind: 'date', required: true },
];

/** What a batch of rows names. */
interface Named {
  employees: ReadonlyMap<string, Employee>;
  skills: ReadonlyMap<string, Skill>;
  assessor: Employee | null;
}

/** What people can do, one row for each person and skill. */
export const employeeSkillImport = defineImport<Named, { record: EmployeeSkill }>({
  kind: 'employeeSkill',
  plugin: 'hr',
  description: 'What people can do, one row for each person and skill.',
  permission: 'hr.qualification.write',
  columns,
  key: ['employee_number', 'skill_code'],
  makes: 'EmployeeSkill',
  export: {
    list: 'employeeSkills',
    paths: {
      employee_number: 'employee.number',
      skill_code: 'skill.code',
      level: 'level',
      assessed_on: 'assessedOn',
    },
  },
  prepare,
  apply,
  upsert: { permission: 'hr.qualification.write', find, change },
});

async function prepare(ctx: Ctx, rows: readonly ImportRow[]): Promise<Named> {
  const number = { $in: textsOf(rows, 'employee_number') };
  const employees = await ctx.em.find(Employee, { number });
  const skills = await ctx.em.find(Skill, { code: { $in: textsOf(rows, 'skill_code') } });
  return {
    employees: new Map(employees.map((one) => [one.number, one])),
    skills: new Map(skills.map((one) => [one.code, one])),
    assessor: await callerOf(ctx),
  };
}

async function apply(ctx: Ctx, row: ImportRow, named: Named): Promise<EmployeeSkill | undefined> {
  const { employee, skill } = whose(row, named);
  const { assessor } = named;
  if (assessor?.id === employee.id) throw skillErrors.SKILL_OWN({}, ['employee_number']);
  const level = skill.levelOf(Number(row['level']), ['level'], 1);
  const facts = { employee, skill, level, assessor, assessedOn: textOf(row, 'assessed_on') };
  const { current } = await assess(ctx, facts, []);
  return current ?? undefined;
}

async function find(ctx: Ctx, _rows: readonly ImportRow[], { employees, skills }: Named) {
  const found = await ctx.em.find(
    EmployeeSkill,
    {
      employee: { $in: [...employees.values()].map(({ id }) => id) },
      skill: { $in: [...skills.values()].map(({ id }) => id) },
    },
    { populate: ['employee', 'skill'] },
  );
  return new Map(
    found.map((record) => [
      JSON.stringify([record.employee.number, record.skill.code]),
      { record },
    ]),
  );
}

/** Equal rows change nothing; others are one assessment more. */
async function change(
  ctx: Ctx,
  { record }: { record: EmployeeSkill },
  { row, prepared }: { row: ImportRow; prepared: Named },
): Promise<void> {
  const isEqual = record.level === Number(row['level']);
  if (isEqual && record.assessedOn === textOf(row, 'assessed_on')) return;
  await apply(ctx, row, prepared);
}

function whose(row: ImportRow, { employees, skills }: Named) {
  const [number, code] = [textOf(row, 'employee_number'), textOf(row, 'skill_code')];
  const employee = employees.get(number);
  if (!employee) throw skillErrors.SKILL_EMPLOYEE_UNKNOWN({ number }, ['employee_number']);
  const skill = skills.get(code);
  if (!skill) throw skillErrors.SKILL_UNKNOWN({ code }, ['skill_code']);
  return { employee, skill };
}
