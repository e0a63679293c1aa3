import { businessPixelsTable } from '../../support/tables/businessPixelsTable.ts';
import { runTable } from '../../support/tables/runTable.ts';

runTable(businessPixelsTable);
