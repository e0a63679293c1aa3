import { percent } from '../parts/format.ts';
import { TEXT } from '../text.ts';
import type { TotalsAnswer } from './answers.ts';
import { changeOf, currenciesOf, MEASURES, type Measure, measured } from './measures.ts';
import type { Shown } from './props.ts';
import { writeMeasure } from './writeMeasure.ts';

const T = TEXT.overview;

/** Less of these is better. */
const BETTER_LESS: readonly Measure[] = ['bounceRate'];

interface Props extends Pick<Shown, 'view' | 'change'> {
  answer: TotalsAnswer | undefined;
  isBusy: boolean;
}

/** What there was in all, and how much more than before; each chooses what the chart shows. */
export function Cards({ view, change, answer, isBusy }: Props) {
  const currencies = currenciesOf(answer?.totals, answer?.compared);
  const cards = MEASURES.flatMap((measure): { measure: Measure; currency: string }[] =>
    measure === 'revenue'
      ? (currencies.length ? currencies : ['']).map(currency => ({ measure, currency }))
      : [{ measure, currency: '' }],
  );
  const shown = currencies.includes(view.currency) ? view.currency : (currencies[0] ?? '');
  return (
    <fieldset class="bare cards" aria-label={T.measures} aria-busy={isBusy}>
      {cards.map(({ measure, currency }) => (
        <Card
          key={`${measure} ${currency}`}
          answer={answer}
          measure={measure}
          currency={currency}
          isChosen={measure === view.measure && (measure !== 'revenue' || currency === shown)}
          title={
            measure === 'revenue' && currencies.length > 1 ? `${T.of.revenue} ${currency}` : T.of[measure]
          }
          onChoose={() => change({ measure, currency: currency === currencies[0] ? '' : currency })}
        />
      ))}
    </fieldset>
  );
}

interface CardProps {
  answer: TotalsAnswer | undefined;
  measure: Measure;
  currency: string;
  title: string;
  isChosen: boolean;
  onChoose: () => void;
}

function Card({ answer, measure, currency, title, isChosen, onChoose }: CardProps) {
  const value = answer && measured(measure, answer.totals, currency);
  const before = answer?.compared ? measured(measure, answer.compared, currency) : undefined;
  const isEstimate = measure === 'visitors' && answer?.visitors_estimated;
  const write = (of: number) => writeMeasure(measure, of, currency);
  return (
    <button type="button" class="card" aria-pressed={isChosen} onClick={onChoose}>
      <span>{title}</span>
      <b>
        {isEstimate && value ? <span title={T.estimated}>≈ </span> : ''}
        {value === undefined ? '–' : write(value)}
      </b>
      {before !== undefined && (
        <Change
          value={changeOf(value, before)}
          isLessBetter={BETTER_LESS.includes(measure)}
          before={write(before)}
        />
      )}
    </button>
  );
}

interface ChangeProps {
  value: number | undefined;
  isLessBetter: boolean;
  before: string;
}

function Change({ value, isLessBetter, before }: ChangeProps) {
  const rounded = value === undefined ? 0 : Math.round(value * 1000);
  const isGood = rounded > 0 !== isLessBetter;
  return (
    <small>
      {value !== undefined && (
        <span class={rounded === 0 ? '' : isGood ? 'good' : 'bad'}>
          <span aria-hidden="true">{rounded === 0 ? '=' : rounded > 0 ? '▲' : '▼'} </span>
          {T.change(percent(Math.abs(value)), rounded)}
        </span>
      )}{' '}
      <span>{T.beforeShort(before)}</span>
    </small>
  );
}
