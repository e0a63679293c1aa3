import { pixelEventsTable } from '../../support/tables/pixelEventsTable.ts';
import { runTable } from '../../support/tables/runTable.ts';

runTable(pixelEventsTable);
