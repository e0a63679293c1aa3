/** Whether an event is gone that told the rest of a conversion. */
export const isIncomplete = (row: string): string =>
  `EXISTS (SELECT 1 FROM json_each(${row}.completed_by) AS told
     WHERE NOT EXISTS (SELECT 1 FROM events WHERE events.seq = told.value ->> 0))`;
