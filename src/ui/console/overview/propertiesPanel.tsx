import { AnswerTable } from '../parts/answerTable.tsx';
import { CsvLink } from '../parts/csvLink.tsx';
import { count } from '../parts/format.ts';
import { ReportProblem } from '../parts/reportProblem.tsx';
import { useReport } from '../parts/useReport.ts';
import { TEXT } from '../text.ts';
import type { PropertiesAnswer } from './answers.ts';
import type { Shown } from './props.ts';
import { reportPath } from './reportPath.ts';

const T = TEXT.overview;
const ROWS = 50;

/** The properties of an event that is filtered by, and the values of one of them. */
export function PropertiesPanel({ event, ...shown }: Shown & { event: string }) {
  const { view, change } = shown;
  return (
    <section aria-labelledby="properties">
      <h2 id="properties">{T.propertiesOf(event)}</h2>
      {view.property ? (
        <>
          <p>
            <button type="button" class="link" onClick={() => change({ property: '' })}>
              {T.allProperties}
            </button>
          </p>
          <Rows key={view.property} {...shown} event={event} property={view.property} />
        </>
      ) : (
        <Rows key="" {...shown} event={event} property="" />
      )}
    </section>
  );
}

function Rows({ event, property, ...shown }: Shown & { event: string; property: string }) {
  const { view, change, account } = shown;
  const path = reportPath(view, account, Date.now(), {
    name: 'properties',
    more: { event, limit: String(ROWS), ...(property && { property }) },
    without: ['compare'],
  });
  const report = useReport<PropertiesAnswer>(path);
  const answer = report.answer.value;
  const title = property || T.property;
  return (
    <div aria-busy={report.isBusy.value}>
      <ReportProblem of={report} />
      {answer?.rows.length === 0 && <p class="hint">{property ? T.noPropertyValues : T.noProperties}</p>}
      {answer && answer.rows.length > 0 && (
        <>
          <AnswerTable
            columns={[title, T.events, T.of.visits]}
            rows={answer.rows.map(({ value, events, visits }) => ({
              key: value,
              cells: [
                property ? (
                  value
                ) : (
                  <button key="name" type="button" class="link" onClick={() => change({ property: value })}>
                    {value}
                  </button>
                ),
                count(events),
                count(visits),
              ],
            }))}
          />
          {!answer.whole && <p class="hint">{T.notWhole}</p>}
          <p class="below">
            <CsvLink path={path} name="properties" of={title} />
          </p>
        </>
      )}
    </div>
  );
}
