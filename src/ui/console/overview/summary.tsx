import { count, day } from '../parts/format.ts';
import { linkTo } from '../parts/route.ts';
import { who } from '../parts/who.ts';
import { TEXT } from '../text.ts';
import type { TotalsAnswer } from './answers.ts';
import type { Shown } from './props.ts';
import { daysOf, shift } from './range.ts';
import { zoneOf } from './reportPath.ts';

const T = TEXT.overview;

/** What is shown, in a sentence; where that is nothing, what to do about it. */
export function Summary({ view, change, answer }: Shown & { answer: TotalsAnswer | undefined }) {
  if (!answer) return <p class="hint" role="status" />;
  const { from, to } = daysOf(view.range, Date.now(), zoneOf(view));
  const last = shift(to, -1);
  const days = from === last ? day(from) : T.days(day(from), day(last));
  const { visits } = answer.totals;
  return (
    <div class="summary">
      <p class="hint" role="status">
        {T.summary(days, count(visits), visits, T.countedIn[view.who])}
        {answer.visitors_estimated && visits > 0 && ` ${T.estimated}`}
      </p>
      {visits === 0 && (
        <p class="empty">
          {view.where.length ? (
            <>
              {T.nothingFits}{' '}
              <button type="button" class="link" onClick={() => change({ where: [] })}>
                {T.removeAll}
              </button>
            </>
          ) : (
            <>
              {T.nothing} <a href={linkTo('live')}>{who.value ? T.nothingNext : T.nothingNextDemo}</a>
            </>
          )}
        </p>
      )}
    </div>
  );
}
