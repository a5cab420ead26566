import { FLEET, MODELS, type SeedModel } from './catalogue.js';
import type { DemoCompany, SeedEmployee } from './demo-company.js';
import type { StepField } from './operations.js';

/** One device of the demo company: what is entered, and what happens to it afterwards. */
export interface SeedDevice {
  model: SeedModel;
  tag: string;
  serialNumber: string;
  purchasedOn: string;
  /** Null: ordered, not here yet. */
  siteId: string | null;
  steps: { field: StepField; input: Record<string, unknown> }[];
}

const SITES = ['HAM', 'VIE', 'LYO'] as const;
const DAYS = 730;

/** The 120 devices with two years of history that ends on `today`; the same every time. */
export function planDevices(company: DemoCompany, today: string): SeedDevice[] {
  const numbers = new Map<string, number>();
  const list: SeedDevice[] = [];
  for (const [code, count, prefix] of FLEET) {
    for (let i = 0; i < count; i += 1) {
      const number = (numbers.get(prefix) ?? 0) + 1;
      numbers.set(prefix, number);
      list.push(deviceOf(company, today, { code, prefix, number, index: list.length }));
    }
  }
  return list;
}

interface Place {
  code: string;
  prefix: string;
  /** Running number of the tag, from 1. */
  number: number;
  /** Running number of the fleet, from 0. */
  index: number;
}

function deviceOf(company: DemoCompany, today: string, place: Place): SeedDevice {
  const { code, prefix, number, index } = place;
  const model = MODELS.find((one) => one.code === code);
  if (!model) throw new Error(`There is no product ${code} in the demo catalogue.`);
  const person = prefix === 'LB' ? undefined : company.employees[number - 1];
  // Two of three devices are from the beginning; the others were bought one after another.
  const bought = index % 3 === 2 ? (index * 37) % (DAYS - 90) : (index * 5) % 30;
  const start = dayBefore(today, DAYS - bought);
  const siteId = person?.siteId ?? company.sites.get(SITES[index % 3] ?? 'HAM') ?? '';
  const device: SeedDevice = {
    model,
    tag: `${prefix}-${String(number).padStart(4, '0')}`,
    serialNumber: `${model.manufacturer.slice(0, 2).toUpperCase()}${7_340_019 + index * 8_117}`,
    purchasedOn: start,
    siteId,
    steps: [],
  };
  if (index % 47 === 46) return { ...device, siteId: null, purchasedOn: dayBefore(today, 6) };
  new History(device, { company, today, siteId }).write(person, place);
  return device;
}

interface Setting {
  company: DemoCompany;
  today: string;
  siteId: string;
}

/** Writes the steps of one device; each lies after the one before it and not after today. */
class History {
  private day: string;

  constructor(
    private readonly device: SeedDevice,
    private readonly setting: Setting,
  ) {
    this.day = device.purchasedOn;
  }

  write(person: SeedEmployee | undefined, { prefix, number, index }: Place): void {
    if (!person) return prefix === 'LB' ? this.instrument(number) : this.spare(number);
    if (!this.handOut(person)) return;
    if (person.terminatedOn && person.terminatedOn < this.setting.today) {
      return this.takeBack(person.terminatedOn);
    }
    if (index % 11 === 10) this.repair(person);
    if (index % 13 === 12) this.passOn(person, number);
    if (prefix === 'PH' && number === 7) this.step('assetReportLost');
    if (prefix === 'PH' && number === 12) this.loseAndFind();
    if (prefix === 'NB' && number === 17) this.step('assetReturnRequest');
    if (prefix === 'MO' && number % 10 === 4) this.sell(number);
  }

  /** Spare devices wait at their site; one of them is sent on, one is being repaired. */
  private spare(number: number): void {
    if (number % 2 === 0 && this.pass(200)) {
      this.step('assetTransfer', { siteId: this.otherSite(), at: this.at(10) });
    }
    if (number % 5 === 3) this.step('assetRepairStart');
  }

  /** Instruments belong to laboratories and go from site to site. */
  private instrument(number: number): void {
    if (number % 2 === 1 && this.pass(150)) {
      this.step('assetTransfer', { siteId: this.otherSite(), at: this.at(10) });
      if (this.pass(120)) {
        this.step('assetTransfer', { siteId: this.setting.siteId, at: this.at(15) });
      }
    }
    if (number === 6) this.step('assetRepairStart');
  }

  private handOut(person: SeedEmployee): boolean {
    const first = person.hiredOn > this.day ? person.hiredOn : dayBefore(this.day, -4);
    if (first >= this.setting.today) return false;
    if (person.terminatedOn && first >= person.terminatedOn) return false;
    this.day = first;
    this.step('assetCheckOut', { employeeId: person.id, at: this.at(9) });
    return true;
  }

  private takeBack(day: string): void {
    this.day = day;
    this.step('assetCheckIn', { siteId: this.setting.siteId, at: this.at(16) });
  }

  private repair(person: SeedEmployee): void {
    if (!this.pass(90)) return;
    this.takeBack(this.day);
    this.step('assetRepairStart');
    this.step('assetRepairEnd');
    if (!this.pass(12)) return;
    this.step('assetCheckOut', { employeeId: person.id, at: this.at(9) });
  }

  private passOn(person: SeedEmployee, number: number): void {
    const { employees } = this.setting.company;
    if (!this.pass(160)) return;
    const next = employees[(number + 6) % employees.length];
    if (!next || next.id === person.id || next.terminatedOn || next.hiredOn > this.day) return;
    this.step('assetTransfer', { employeeId: next.id, at: this.at(11) });
  }

  private loseAndFind(): void {
    this.step('assetReportLost');
    if (this.pass(30)) this.step('assetRecover', { siteId: this.setting.siteId, at: this.at(14) });
  }

  private sell(number: number): void {
    if (!this.pass(330)) return;
    this.takeBack(this.day);
    if (!this.pass(5)) return;
    const proceeds = { amount: `${40 + number}.00`, currency: 'EUR' };
    const reason = 'Sold to an employee after a replacement';
    this.step('assetDispose', { disposedOn: this.day, reason, proceeds });
  }

  /** Lets days go by; false when that would be after today. */
  private pass(days: number): boolean {
    const day = dayBefore(this.day, -days);
    if (day >= this.setting.today) return false;
    this.day = day;
    return true;
  }

  private otherSite(): string {
    const ids = SITES.map((code) => this.setting.company.sites.get(code) ?? '');
    return ids[(ids.indexOf(this.setting.siteId) + 1) % ids.length] ?? '';
  }

  private at(hour: number): string {
    return `${this.day}T${String(hour).padStart(2, '0')}:00:00Z`;
  }

  private step(field: StepField, input: Record<string, unknown> = {}): void {
    this.device.steps.push({ field, input });
  }
}

/** The day that lies so many days before (after, when negative). */
function dayBefore(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - days);
  return date.toISOString().slice(0, 10);
}
