import { responseTable } from '../../support/tables/responseTable.ts';
import { runTable } from '../../support/tables/runTable.ts';

runTable(responseTable);
