import { AnswerTable } from '../parts/answerTable.tsx';
import { CsvLink } from '../parts/csvLink.tsx';
import { ReportProblem } from '../parts/reportProblem.tsx';
import { useReport } from '../parts/useReport.ts';
import { TEXT } from '../text.ts';
import type { SeriesAnswer } from './answers.ts';
import { Chart } from './chart.tsx';
import { chartLines } from './chartLines.ts';
import { Choice } from './choice.tsx';
import { currenciesOf } from './measures.ts';
import type { Shown } from './props.ts';
import { dayIn, daysOf, stepsOf } from './range.ts';
import { reportPath, zoneOf } from './reportPath.ts';
import { rowLabel } from './rowLabel.ts';
import { writeMeasure } from './writeMeasure.ts';

const T = TEXT.overview;

/** The chosen measure over time, as a chart and as a table. */
export function OverTime({ view, change, account }: Shown) {
  const now = Date.now();
  const timeZone = zoneOf(view);
  const days = daysOf(view.range, now, timeZone);
  const steps = stepsOf(days);
  const by = steps.find(each => each === view.by) ?? steps[0];
  const path = reportPath(view, account, now, { name: 'series', more: { by } });
  const report = useReport<SeriesAnswer & { by: typeof by }>(path);
  const answer = report.answer.value;

  const currencies = currenciesOf(...(answer?.rows ?? []), ...(answer?.compared ?? []));
  const currency = currencies.includes(view.currency) ? view.currency : (currencies[0] ?? '');
  const write = (value: number) => writeMeasure(view.measure, value, currency);
  const lines = answer && chartLines(answer, view.measure, currency, now);
  const labels = (rows: SeriesAnswer['rows'], isShort = false) =>
    rows.map(row => rowLabel(row, answer!.by, { timeZone }, isShort));
  const title = view.measure === 'revenue' && currency ? `${T.of.revenue} (${currency})` : T.of[view.measure];
  const isRunning = dayIn(timeZone, now) < days.to;

  return (
    <section aria-labelledby="over-time" class="over-time">
      <div class="title">
        <h2 id="over-time">{T.overTime(title)}</h2>
        {steps.length > 1 && (
          <Choice
            id="by"
            label={T.step}
            value={by}
            options={[...steps]
              .sort((a, b) => order(a) - order(b))
              .map(each => [each, T.steps[each]] as const)}
            onChange={step => change({ by: step === steps[0] ? '' : step })}
          />
        )}
      </div>
      <ReportProblem of={report} />
      {answer && lines ? (
        <div aria-busy={report.isBusy.value}>
          <Chart
            lines={lines}
            title={T.overTime(title)}
            labels={labels(answer.rows)}
            shortLabels={labels(answer.rows, true)}
            labelsBefore={labels(answer.compared ?? [])}
            write={write}
            isCount={['visitors', 'visits', 'views', 'conversions'].includes(view.measure)}
          />
          <p class="hint key">
            <span class="now">{T.thisTime}</span>
            {lines.before.length > 0 && <span class="then">{T.comparisons[view.compare]}</span>}
            {isRunning && view.compare !== 'none' && <span>{T.running}</span>}
          </p>
          <details>
            <summary>{T.asTable}</summary>
            <AnswerTable
              columns={[T.time, title, ...(lines.before.length ? [T.timeBefore, T.valueBefore] : [])]}
              rows={labels(answer.rows).map((label, index) => ({
                key: answer.rows[index]!.start,
                cells: [
                  label,
                  text(lines.now[index], write),
                  ...(lines.before.length
                    ? [labels(answer.compared!)[index] ?? '', text(lines.before[index], write)]
                    : []),
                ],
              }))}
            />
          </details>
          <p class="below">
            <CsvLink path={path} name="series" of={T.overTime(title)} />
          </p>
        </div>
      ) : (
        !report.problem.value && <p class="hint placeholder">{TEXT.loading}</p>
      )}
    </section>
  );
}

const order = (step: string): number => ['hour', 'day', 'week', 'month'].indexOf(step);

const text = (value: number | null | undefined, write: (value: number) => string): string =>
  typeof value === 'number' ? write(value) : '–';
