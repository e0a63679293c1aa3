import { eventsTable } from '../../support/tables/eventsTable.ts';
import { runTable } from '../../support/tables/runTable.ts';

runTable(eventsTable);
