import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { callApi } from '../callApi.ts';
import { CsvLink } from '../parts/csvLink.tsx';
import { explain } from '../parts/explain.ts';
import { count } from '../parts/format.ts';
import { ReportProblem } from '../parts/reportProblem.tsx';
import { readerToken, useReport } from '../parts/useReport.ts';
import { TEXT } from '../text.ts';
import type { TopAnswer } from './answers.ts';
import { addValue, type Dimension } from './conditions.ts';
import { nameOf } from './nameOf.ts';
import type { Shown } from './props.ts';
import { reportPath } from './reportPath.ts';
import { Revenue } from './revenue.tsx';

const T = TEXT.overview;

/** Rows at first, and with each time that more are asked for. */
const ROWS = 8;
const MORE = 50;

/** What visits there were by the values of a dimension; each is a filter. */
export function Breakdown({ dimension, ...shown }: Shown & { dimension: Dimension }) {
  const { view, change, account } = shown;
  const path = (limit: number, more: Record<string, string> = {}) =>
    reportPath(view, account, Date.now(), {
      name: 'top',
      more: { dimension, limit: String(limit), ...more },
      without: ['compare'],
    });
  const report = useReport<TopAnswer>(path(ROWS));
  const first = report.answer.value;
  const more = useSignal<TopAnswer>({ rows: [], next: null });
  const problem = useSignal('');
  useEffect(() => {
    more.value = { rows: [], next: first?.next ?? null };
    problem.value = '';
  }, [first]);
  if (!first)
    return <>{report.problem.value ? <ReportProblem of={report} /> : <p class="hint">{TEXT.loading}</p>}</>;

  const rows = [...first.rows, ...more.value.rows];
  const load = async () => {
    try {
      const { rows, next } = await callApi<TopAnswer>(
        path(MORE, { cursor: more.value.next! }),
        readerToken(),
      );
      if (report.answer.value === first) more.value = { rows: [...more.value.rows, ...rows], next };
    } catch (error) {
      problem.value = explain(error);
    }
  };
  const most = Math.max(1, ...rows.map(({ visits }) => visits));
  const hasRevenue = rows.some(({ revenue }) => Object.keys(revenue).length);
  const title = T.dimensions[dimension];

  return (
    <div aria-busy={report.isBusy.value}>
      <ReportProblem of={report} />
      {rows.length === 0 ? (
        <p class="hint">{T.noRows}</p>
      ) : (
        <div class="wide">
          <table class="top">
            <caption class="unseen">{T.by(title)}</caption>
            <thead>
              <tr>
                <th scope="col">{title}</th>
                <th scope="col">{T.of.visitors}</th>
                <th scope="col">{T.of.visits}</th>
                <th scope="col">{T.conversionsShort}</th>
                {hasRevenue && <th scope="col">{T.of.revenue}</th>}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ value, visitors, visits, conversions, revenue }) => (
                <tr key={value}>
                  <th scope="row">
                    <span class="bar" style={{ width: `${(visits / most) * 100}%` }} />
                    <button
                      type="button"
                      title={nameOf(dimension, value)}
                      onClick={() => change({ where: addValue(view.where, dimension, value), property: '' })}
                    >
                      {nameOf(dimension, value)}
                    </button>
                  </th>
                  <td>{count(visitors)}</td>
                  <td>{count(visits)}</td>
                  <td>{count(conversions)}</td>
                  {hasRevenue && (
                    <td>
                      <Revenue of={revenue} />
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p class="below">
        {more.value.next !== null && (
          <button
            type="button"
            class="link"
            aria-label={`${TEXT.more}: ${title}`}
            onClick={() => void load()}
          >
            {TEXT.more}
          </button>
        )}
        {rows.length > 0 && <CsvLink path={path(1000)} name={dimension} of={title} />}
        {problem.value && <span class="hint problem">{problem.value}</span>}
      </p>
    </div>
  );
}
