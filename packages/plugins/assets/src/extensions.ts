import { type Extension, FileType, many, SiteType } from '@bureau/core';
import { EmployeeType } from '@bureau/plugin-hr/contract';
import { AssetType, CustodyPeriodType } from './asset.types.js';
import { SeatType } from './licenses/license.types.js';
import { PhoneLineType } from './phones/phone.types.js';

/** What this plugin adds to types of others; planned in the same statement as they are. */
export const extensions: Extension[] = [
  {
    type: EmployeeType,
    relations: {
      assets: many(() => AssetType, 'holder', 'What the employee has at present.'),
      custodyPeriods: many(
        () => CustodyPeriodType,
        'employee',
        'What the employee has and had, and when.',
      ),
      phoneLines: many(() => PhoneLineType, 'holder', 'Phone lines that the employee uses.'),
      seats: many(() => SeatType, 'employee', 'Seats of licences that the employee has and had.'),
    },
  },
  {
    type: SiteType,
    relations: { assets: many(() => AssetType, 'site', 'What is at the site and with nobody.') },
  },
  {
    type: FileType,
    relations: { assets: many(() => AssetType, 'photo', 'Assets whose photo it is.') },
  },
];
