const needs = new WeakMap<object, Map<string, readonly string[]>>();

/**
 * States which properties of its root a computed field reads, so that the planner selects them.
 * The root then carries exactly these and `id`: ids and relations as uuids.
 *
 * @example
 * \@FieldResolver(() => Int, { description: 'Whole years of service.' })
 * \@Needs('hiredOn')
 * yearsOfService(\@Root() employee: { id: string; hiredOn: string }, \@Context() ctx: Ctx) {}
 */
export function Needs(...properties: string[]): MethodDecorator {
  return (prototype, method) => {
    const known = needs.get(prototype) ?? new Map<string, readonly string[]>();
    known.set(String(method), properties);
    needs.set(prototype, known);
  };
}

/** The properties that a computed field stated; empty when it stated none. */
export function needsOf(prototype: object, method: string): readonly string[] {
  return needs.get(prototype)?.get(method) ?? [];
}
