import { AnswerTable } from '../parts/answerTable.tsx';
import { CsvLink } from '../parts/csvLink.tsx';
import { count, when } from '../parts/format.ts';
import { ReportProblem } from '../parts/reportProblem.tsx';
import { useReport } from '../parts/useReport.ts';
import { TEXT } from '../text.ts';
import type { ConversionTotal } from './answers.ts';
import { type Names, nameOf } from './touchText.ts';
import { GROUPS, type Group, type View } from './view.ts';
import { worth } from './worth.ts';

const T = TEXT.conversions;

interface Props {
  view: View;
  change: (part: Partial<View>) => void;
  path: string;
  names: Record<'pixel' | 'lineItem', Names>;
  timeZone: string;
}

/** How many conversions, and what they are worth, told apart as the reader chooses. */
export function Totals({ view, change, path, names, timeZone }: Props) {
  const report = useReport<{ totals: ConversionTotal[] }>(path);
  const totals = report.answer.value?.totals;
  const title: Record<Group, string> = {
    pixel: T.pixel,
    line_item: T.lineItemChoice,
    attribution: T.attribution,
    hour: T.hour,
  };
  const text = (total: ConversionTotal, group: Group): string => {
    if (group === 'pixel') return nameOf(total.pixel_id!, names.pixel);
    if (group === 'attribution') return T.attributions[total.attribution!];
    if (group === 'hour') return when(total.hour!, { timeZone });
    return total.line_item_id == null ? '–' : nameOf(total.line_item_id, names.lineItem);
  };
  return (
    <section aria-labelledby="totals">
      <div class="title">
        <h2 id="totals">{T.totals}</h2>
        <fieldset class="bare together" aria-label={T.by}>
          <span class="hint">{T.by}</span>
          {GROUPS.map(group => (
            <label key={group}>
              <input
                type="checkbox"
                checked={view.by.includes(group)}
                onChange={event => {
                  const isChosen = event.currentTarget.checked;
                  change({ by: GROUPS.filter(each => (each === group ? isChosen : view.by.includes(each))) });
                }}
              />{' '}
              {T.groups[group]}
            </label>
          ))}
        </fieldset>
      </div>
      <ReportProblem of={report} />
      {!totals && !report.problem.value && <p class="hint">{TEXT.loading}</p>}
      {totals?.length === 0 && <p class="hint">{T.none}</p>}
      {totals && totals.length > 0 && (
        <div class="numbers" aria-busy={report.isBusy.value}>
          <AnswerTable
            columns={[...view.by.map(group => title[group]), T.count, T.worth, T.refunded]}
            rows={totals.map(total => {
              const [first, ...others] = [
                ...view.by.map(group => text(total, group)),
                count(total.count),
                worth(total.value, total.currency),
                total.refunded ? worth(total.refunded, total.currency) : '',
              ];
              return { key: JSON.stringify(total), cells: [first, ...others] };
            })}
          />
          <p class="below">
            <CsvLink path={path} name="totals" of={T.totals} />
          </p>
        </div>
      )}
    </section>
  );
}
