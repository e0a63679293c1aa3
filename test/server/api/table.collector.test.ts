import { collectorTable } from '../../support/tables/collectorTable.ts';
import { runTable } from '../../support/tables/runTable.ts';

runTable(collectorTable);
