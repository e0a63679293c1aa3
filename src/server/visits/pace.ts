/** Whether a visit went on faster than any person does. */
export function isTooFast({
  events,
  views,
  started_at,
  ended_at,
}: {
  events: number;
  views: number;
  started_at: number;
  ended_at: number;
}): boolean {
  const lasted = ended_at - started_at;
  return (views >= 60 && lasted < views * 1000) || (events >= 600 && lasted < events * 100);
}
