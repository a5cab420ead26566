/** What the demo company buys. Products are made up. */
export const CATEGORIES = [
  { code: 'LAPTOP', name: 'Laptops' },
  { code: 'MONITOR', name: 'Monitors' },
  { code: 'PHONE', name: 'Phones' },
  { code: 'TABLET', name: 'Tablets' },
  { code: 'LAB', name: 'Laboratory instruments' },
] as const;

export interface SeedModel {
  code: string;
  name: string;
  manufacturer: string;
  category: (typeof CATEGORIES)[number]['code'];
  warrantyMonths: number;
  /** EUR. */
  cost: string;
}

function model(
  code: string,
  [category, manufacturer, name]: [SeedModel['category'], string, string],
  [warrantyMonths, cost]: [number, string],
): SeedModel {
  return { code, name, manufacturer, category, warrantyMonths, cost };
}

export const MODELS: readonly SeedModel[] = [
  model('LT-14', ['LAPTOP', 'Kestrel', 'Kestrel 14'], [36, '1349.00']),
  model('LT-16', ['LAPTOP', 'Kestrel', 'Kestrel 16 Pro'], [36, '2199.00']),
  model('LT-13', ['LAPTOP', 'Aurora', 'Aurora Air 13'], [24, '1149.00']),
  model('MO-27', ['MONITOR', 'Vista', 'Vista 27'], [36, '329.00']),
  model('MO-32', ['MONITOR', 'Vista', 'Vista 32 UHD'], [36, '549.00']),
  model('PH-A5', ['PHONE', 'Pico', 'Pico A5'], [24, '399.00']),
  model('PH-S9', ['PHONE', 'Pico', 'Pico S9'], [24, '849.00']),
  model('TB-10', ['TABLET', 'Aurora', 'Aurora Tab 10'], [24, '479.00']),
  model('LB-OSC', ['LAB', 'Teslar', 'Four-channel oscilloscope'], [60, '4890.00']),
  model('LB-PSU', ['LAB', 'Teslar', 'Bench power supply'], [24, '780.00']),
  model('LB-MIC', ['LAB', 'Optima', 'Inspection microscope'], [24, '6250.00']),
  model('LB-CAL', ['LAB', 'Metra', 'Multifunction calibrator'], [12, '11400.00']),
];

/** How many there are of each, as a run of model codes: device after device. */
export const FLEET: readonly (readonly [code: string, count: number, tag: string])[] = [
  ['LT-14', 26, 'NB'],
  ['LT-16', 10, 'NB'],
  ['LT-13', 12, 'NB'],
  ['MO-27', 24, 'MO'],
  ['MO-32', 12, 'MO'],
  ['PH-A5', 12, 'PH'],
  ['PH-S9', 8, 'PH'],
  ['TB-10', 6, 'TB'],
  ['LB-OSC', 3, 'LB'],
  ['LB-PSU', 3, 'LB'],
  ['LB-MIC', 2, 'LB'],
  ['LB-CAL', 2, 'LB'],
];
