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
  const path = reportPath(view, account, Date.now(), { name: 'attribution', without: ['compare'] });
  const report = useReport<AttributionAnswer>(path);
  const rows = report.answer.value?.rows;
  return (
    <section aria-labelledby="attribution">
      <h2 id="attribution">{T.attribution}</h2>
      <ReportProblem of={report} />
      {!rows && !report.problem.value && <p class="hint">{TEXT.loading}</p>}
      {rows?.length === 0 && <p class="hint">{T.noConversions}</p>}
      {rows && rows.length > 0 && (
        <>
          <AnswerTable
            columns={[T.creditedTo, T.of.conversions, T.of.revenue]}
            rows={rows.map(({ attribution, conversions, revenue }) => ({
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
