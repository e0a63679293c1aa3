import { AnswerTable } from '../parts/answerTable.tsx';
import { CsvLink } from '../parts/csvLink.tsx';
import { count } from '../parts/format.ts';
import { ReportProblem } from '../parts/reportProblem.tsx';
import { useReport } from '../parts/useReport.ts';
import { TEXT } from '../text.ts';
import type { ReasonsAnswer } from './answers.ts';
import type { Shown } from './props.ts';
import { reportPath } from './reportPath.ts';

const T = TEXT.overview;

/** Why visits are taken for no person's. */
export function ReasonsPanel({ view, account }: Shown) {
  const path = reportPath(view, account, Date.now(), { name: 'reasons', without: ['compare', 'who'] });
  const report = useReport<ReasonsAnswer>(path);
  const answer = report.answer.value;
  const texts: Readonly<Record<string, string>> = T.reasons;
  return (
    <section aria-labelledby="reasons" class="whole">
      <h2 id="reasons">{T.why}</h2>
      <ReportProblem of={report} />
      {answer?.rows.length === 0 && <p class="hint">{T.noReasons}</p>}
      {answer && answer.rows.length > 0 && (
        <>
          <AnswerTable
            columns={[T.reason, T.of.visits, T.events]}
            rows={answer.rows.map(({ why, visits, events }) => ({
              key: why,
              cells: [Object.hasOwn(texts, why) ? texts[why] : why, count(visits), count(events)],
            }))}
          />
          <p class="hint">{T.rules(answer.rules)}</p>
          <p class="below">
            <CsvLink path={path} name="reasons" of={T.why} />
          </p>
        </>
      )}
    </section>
  );
}
