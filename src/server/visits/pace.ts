/** A view a second, for a minute on end: who looks for a page opens some at once, and an app's router makes bursts of them. */
const MIN_VIEWS = 60;
const MS_PER_VIEW = 1000;

/** Ten events a second, as long: a page may tell of all that scrolls by at once. */
const MIN_EVENTS = 600;
const MS_PER_EVENT = 100;

/** Whether a visit went on faster than any person does. */
export function isTooFast({ events, views, started_at, ended_at }: Pace): boolean {
  const lasted = ended_at - started_at;
  return (
    (views >= MIN_VIEWS && lasted < views * MS_PER_VIEW) ||
    (events >= MIN_EVENTS && lasted < events * MS_PER_EVENT)
  );
}

export interface Pace {
  events: number;
  views: number;
  started_at: number;
  ended_at: number;
}
