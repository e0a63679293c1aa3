import { runTable } from '../../support/tables/runTable.ts';
import { savedPixelsTable } from '../../support/tables/savedPixelsTable.ts';

runTable(savedPixelsTable);
