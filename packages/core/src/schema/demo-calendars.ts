import type { SeedContext } from '../plugin/definition.js';

/**
 * Working weeks and public holidays of the demo company's places. The rules are the nationwide
 * holidays of the federal law of each country: Germany (of the Länder those of Hamburg), Austria
 * (Feiertagsruhegesetz), France (Code du travail L3133-1).
 */
const FIXED = (month: number, day: number, name: string) => ({ kind: 'FIXED', month, day, name });
const EASTER = (offset: number, name: string) => ({ kind: 'EASTER', offset, name });

const RULES: Readonly<Record<string, readonly object[]>> = {
  HAM: [
    FIXED(1, 1, 'Neujahr'),
    EASTER(-2, 'Karfreitag'),
    EASTER(1, 'Ostermontag'),
    FIXED(5, 1, 'Tag der Arbeit'),
    EASTER(39, 'Christi Himmelfahrt'),
    EASTER(50, 'Pfingstmontag'),
    FIXED(10, 3, 'Tag der Deutschen Einheit'),
    FIXED(10, 31, 'Reformationstag'),
    FIXED(12, 25, 'Erster Weihnachtstag'),
    FIXED(12, 26, 'Zweiter Weihnachtstag'),
    // Not by law: the company closes at noon.
    { ...FIXED(12, 24, 'Heiligabend'), isHalfDay: true },
    { ...FIXED(12, 31, 'Silvester'), isHalfDay: true },
  ],
  VIE: [
    FIXED(1, 1, 'Neujahr'),
    FIXED(1, 6, 'Heilige Drei Könige'),
    EASTER(1, 'Ostermontag'),
    FIXED(5, 1, 'Staatsfeiertag'),
    EASTER(39, 'Christi Himmelfahrt'),
    EASTER(50, 'Pfingstmontag'),
    EASTER(60, 'Fronleichnam'),
    FIXED(8, 15, 'Mariä Himmelfahrt'),
    FIXED(10, 26, 'Nationalfeiertag'),
    FIXED(11, 1, 'Allerheiligen'),
    FIXED(12, 8, 'Mariä Empfängnis'),
    FIXED(12, 25, 'Christtag'),
    FIXED(12, 26, 'Stefanitag'),
  ],
  LYO: [
    FIXED(1, 1, 'Jour de l’an'),
    EASTER(1, 'Lundi de Pâques'),
    FIXED(5, 1, 'Fête du Travail'),
    FIXED(5, 8, 'Victoire 1945'),
    EASTER(39, 'Ascension'),
    EASTER(50, 'Lundi de Pentecôte'),
    FIXED(7, 14, 'Fête nationale'),
    FIXED(8, 15, 'Assomption'),
    FIXED(11, 1, 'Toussaint'),
    FIXED(11, 11, 'Armistice 1918'),
    FIXED(12, 25, 'Noël'),
  ],
};

const WORKDAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'];
const YEARS = { fromYear: 2026, toYear: 2027 };

const CALENDAR = `mutation ($input: CalendarCreateInput!) {
  calendarCreate(input: $input) { calendar { id } userErrors { code message } }
}`;
const HOLIDAYS = `mutation ($input: HolidaysGenerateInput!) {
  holidaysGenerate(input: $input) { addedCount userErrors { code message } }
}`;
const COMPANY = `mutation ($input: OrganizationUpdateInput!) {
  organizationUpdate(input: $input) { userErrors { code message } }
}`;

/** A calendar for each place; the first one is the organization's too. Public ids by place. */
export async function seedCalendars(
  { run }: SeedContext,
  sites: readonly { code: string; name: string; timeZone: string }[],
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const { code, name, timeZone } of sites) {
    const windows = WORKDAYS.flatMap((weekday) => [
      { weekday, opens: '08:30', closes: '12:30' },
      { weekday, opens: '13:15', closes: weekday === 'FRIDAY' ? '15:30' : '17:30' },
    ]);
    const data = await run(CALENDAR, { input: { code, name, timeZone, windows } });
    const payload = data['calendarCreate'] as { calendar: { id: string } };
    const calendarId = payload.calendar.id;
    ids.set(code, calendarId);
    await run(HOLIDAYS, { input: { calendarId, ...YEARS, rules: RULES[code] ?? [] } });
  }
  const [calendarId] = ids.values();
  await run(COMPANY, { input: { calendarId } });
  return ids;
}
