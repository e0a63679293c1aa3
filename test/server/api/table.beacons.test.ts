import { beaconsTable } from '../../support/tables/beaconsTable.ts';
import { runTable } from '../../support/tables/runTable.ts';

runTable(beaconsTable);
