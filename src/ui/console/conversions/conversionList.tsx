import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { callApi } from '../callApi.ts';
import { AnswerTable } from '../parts/answerTable.tsx';
import { CsvLink } from '../parts/csvLink.tsx';
import { explain } from '../parts/explain.ts';
import { when } from '../parts/format.ts';
import { ReportProblem } from '../parts/reportProblem.tsx';
import { linkTo } from '../parts/route.ts';
import { readerToken, useReport } from '../parts/useReport.ts';
import { TEXT } from '../text.ts';
import type { Conversion } from './answers.ts';
import { placeOf } from './conversionPaths.ts';
import { Marks } from './marks.tsx';
import { isLanding, type Names, nameOf, touchText } from './touchText.ts';
import { worth } from './worth.ts';

const T = TEXT.conversions;

interface Page {
  conversions: Conversion[];
  next: string | null;
}

interface Props {
  path: string;
  account: string;
  names: Record<'pixel' | 'lineItem', Names>;
  timeZone: string;
}

/** The conversions, newest first, each with a link to all that is known of it. */
export function ConversionList({ path, account, names, timeZone }: Props) {
  const report = useReport<Page>(path);
  const first = report.answer.value;
  const more = useSignal<Page>({ conversions: [], next: null });
  const problem = useSignal('');
  useEffect(() => {
    more.value = { conversions: [], next: first?.next ?? null };
    problem.value = '';
  }, [first]);

  const load = async () => {
    try {
      const cursor = encodeURIComponent(more.value.next!);
      const page = await callApi<Page>(`${path}&cursor=${cursor}`, readerToken());
      if (report.answer.value === first)
        more.value = { conversions: [...more.value.conversions, ...page.conversions], next: page.next };
    } catch (error) {
      problem.value = explain(error);
    }
  };
  const rows = [...(first?.conversions ?? []), ...more.value.conversions];

  return (
    <section aria-labelledby="list">
      <h2 id="list">{T.list}</h2>
      <ReportProblem of={report} />
      {!first && !report.problem.value && <p class="hint">{TEXT.loading}</p>}
      {first && rows.length === 0 && <p class="hint">{T.none}</p>}
      {rows.length > 0 && (
        <div class="conversions" aria-busy={report.isBusy.value}>
          <AnswerTable
            columns={[T.time, T.pixel, T.worth, T.attribution, T.order, T.notes]}
            rows={rows.map((row, at) => {
              const place = placeOf(row, account);
              const time = when(row.time, { timeZone });
              return {
                key: `${row.pixel_id} ${row.writeKey} ${row.messageId ?? at}`,
                cells: [
                  place ? (
                    <a key="time" href={linkTo(place)}>
                      {time}
                    </a>
                  ) : (
                    time
                  ),
                  <Long key="pixel" text={nameOf(row.pixel_id, names.pixel)} />,
                  worth(row.value, row.currency),
                  <Long key="touch" text={creditText(row, names.lineItem)} />,
                  <Long key="order" text={row.order_id ?? ''} />,
                  <Marks key="marks" of={row} />,
                ],
              };
            })}
          />
        </div>
      )}
      <p class="below">
        {more.value.next !== null && (
          <button type="button" onClick={() => void load()}>
            {TEXT.more}
          </button>
        )}
        {rows.length > 0 && <CsvLink path={path} name="conversions" of={T.title} />}
        {problem.value && <span class="hint problem">{problem.value}</span>}
      </p>
    </section>
  );
}

/** A text of any length, which strangers chose. */
const Long = ({ text }: { text: string }) => <span class="long">{text}</span>;

function creditText(row: Conversion, lineItems: Names): string {
  if (row.attribution === 'unattributed') return '–';
  const of = touchText(row, lineItems);
  return isLanding(row) ? of : `${T.kinds[row.attribution]}: ${of}`;
}
