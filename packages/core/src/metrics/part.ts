import type { PluginPart } from '../plugin/part.js';
import { createDashboardSource, DashboardSourceService } from './dashboard.js';
import { Pictures, pictureService } from './picture.js';
import { createMetricSource, MetricSourceService } from './metric.service.js';

/** The model of figures that plugins contribute, and its rows. */
export const metricsPart: PluginPart = {
  services: [
    { token: MetricSourceService, create: createMetricSource },
    { token: Pictures, create: () => pictureService },
    { token: DashboardSourceService, create: createDashboardSource },
  ],
};
