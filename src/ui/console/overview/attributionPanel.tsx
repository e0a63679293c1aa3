import { AnswerTable } from '../parts/answerTable.tsx';
import { CsvLink } from '../parts/csvLink.tsx';
import { count } from '../parts/format.ts';
import { ReportProblem } from '../parts/reportProblem.tsx';
import { linkTo } from '../parts/route.ts';
import { useReport } from '../parts/useReport.ts';
import { TEXT } from '../text.ts';
import type { AttributionAnswer } from './answers.ts';
import type { Shown } from './props.ts';
import { reportPath } from './reportPath.ts';
import { Revenue } from './revenue.tsx';

const T = TEXT.overview;

/** What conversions are credited to. */
export function AttributionPanel({ view, account }: Shown) {
  const path = reportPath(view, account, Date.now(), {
    name: 'attribution',
    without: ['who', 'where', 'compare'],
  });
  const report = useReport<AttributionAnswer>(path);
  const rows = report.answer.value?.rows;
  const counted = rows?.filter(({ conversions }) => conversions) ?? [];
  return (
    <section aria-labelledby="attribution">
      <h2 id="attribution">{T.attribution}</h2>
      {(view.where.length > 0 || view.who !== 'people') && <p class="hint">{T.attributionOfAll}</p>}
      <ReportProblem of={report} />
      {!rows && !report.problem.value && <p class="hint">{TEXT.loading}</p>}
      {rows && !counted.length && <p class="hint">{T.noConversions}</p>}
      {counted.length > 0 && (
        <>
          <AnswerTable
            columns={[T.creditedTo, T.of.conversions, T.of.revenue]}
            rows={counted.map(({ attribution, conversions, revenue }) => ({
              key: attribution,
              cells: [
                T.attributions[attribution],
                count(conversions),
                <Revenue key="revenue" of={revenue} />,
              ],
            }))}
          />
          <p class="below">
            <a href={linkTo('conversions')}>{TEXT.pages.conversions}</a>
            <CsvLink path={path} name="attribution" of={T.attribution} />
          </p>
        </>
      )}
    </section>
  );
}
