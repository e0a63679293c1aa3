import { beaconsTable } from './beaconsTable.ts';
import { businessPixelsTable } from './businessPixelsTable.ts';
import { collectorTable } from './collectorTable.ts';
import { eventsTable } from './eventsTable.ts';
import { pixelEventsTable } from './pixelEventsTable.ts';
import { responseTable } from './responseTable.ts';
import { savedPixelsTable } from './savedPixelsTable.ts';
import type { Table } from './table.ts';

/** All tables: together they have a row for each route of the document. */
export const tables: Table[] = [
  beaconsTable,
  eventsTable,
  collectorTable,
  savedPixelsTable,
  pixelEventsTable,
  businessPixelsTable,
  responseTable,
];
