/** Rows in the order of their keys: whoever writes in it waits for nobody who waits for him. */
export const byKey = <Row>(rows: ReadonlyMap<string, Row>): Row[] =>
  [...rows].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
