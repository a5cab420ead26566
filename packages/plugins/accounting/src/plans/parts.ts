import type { PluginPart } from '@bureau/core';
import { budgetsPart } from '../budgets/part.js';
import { fixedAssetsPart } from '../fixed-assets/part.js';
import { schedulesPart } from '../schedules/part.js';

/** What is posted by plans, and what is planned. */
export const plansParts: PluginPart[] = [fixedAssetsPart, schedulesPart, budgetsPart];
