import { AnswerTable } from '../parts/answerTable.tsx';
import { toTheSecond } from '../parts/format.ts';
import { ReportProblem } from '../parts/reportProblem.tsx';
import { linkTo } from '../parts/route.ts';
import { useReport } from '../parts/useReport.ts';
import { TEXT } from '../text.ts';
import type { ConversionAnswer } from './answers.ts';
import { pathOf } from './conversionPaths.ts';
import { ruleSentence, sentence } from './sentence.ts';
import { named, touchText } from './touchText.ts';
import { useNames } from './useNames.ts';
import { worth } from './worth.ts';

const T = TEXT.conversions;

/** One conversion: what it is credited to and why, and what else its visitor saw and clicked. @param rest which one */
export function OneConversion({
  rest,
  account,
  timeZone,
}: {
  rest: string;
  account: string;
  timeZone: string;
}) {
  const report = useReport<ConversionAnswer>(pathOf(rest) ?? null);
  const { names } = useNames(account);
  const answer = report.answer.value;
  return (
    <main class="one overview">
      <p>
        <a href={linkTo(`conversions?${new URLSearchParams({ account })}`)}>← {T.back}</a>
      </p>
      <section aria-labelledby="one">
        <h2 id="one">{T.one}</h2>
        <ReportProblem of={report} />
        {!pathOf(rest) && <p>{T.notThere}</p>}
        {pathOf(rest) && !answer && !report.problem.value && <p class="hint">{TEXT.loading}</p>}
        {answer && <Told answer={answer} names={names} timeZone={timeZone} />}
      </section>
      {answer && <TouchTable answer={answer} names={names} timeZone={timeZone} />}
    </main>
  );
}

interface Props {
  answer: ConversionAnswer;
  names: ReturnType<typeof useNames>['names'];
  timeZone: string;
}

function Told({ answer, names, timeZone }: Props) {
  const { conversion, rule } = answer;
  const facts = [
    [T.time, toTheSecond(conversion.time, { timeZone })],
    [T.pixel, named(conversion.pixel_id, names.pixel)],
    [T.worth, worth(conversion.value, conversion.currency)],
    [T.refunded, conversion.refunded ? worth(conversion.refunded, conversion.currency) : ''],
    [T.valueSent, conversion.value_sent],
    [T.order, conversion.order_id],
    [T.visitor, conversion.anonymousId],
    [T.user, conversion.userId],
  ].filter((fact): fact is [string, string] => Boolean(fact[1]));
  return (
    <>
      <p class="lead">{sentence(answer, names.lineItem, { timeZone })}</p>
      <dl class="facts">
        {facts.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {conversion.marks.map(mark => (
        <p key={mark}>
          <span class="mark">{T.marks[mark][0]}</span> {T.marks[mark][1]}
        </p>
      ))}
      {rule && (
        <>
          <h3>{T.ruleTitle}</h3>
          <p>{ruleSentence(rule, names.lineItem)}</p>
        </>
      )}
    </>
  );
}

const TouchTable = ({ answer: { touches, whole }, names, timeZone }: Props) => (
  <section aria-labelledby="touches">
    <h2 id="touches">{T.touches}</h2>
    {touches.length === 0 ? (
      <p class="hint">{T.noTouches}</p>
    ) : (
      <AnswerTable
        columns={[T.time, T.kind, T.of, T.why]}
        rows={touches.map((touch, at) => ({
          key: String(at),
          cells: [
            toTheSecond(touch.time, { timeZone }),
            T.kinds[touch.kind],
            touchText(touch, names.lineItem),
            <span key="why" class={touch.verdict === 'credited' ? 'good' : undefined}>
              {T.verdicts[touch.verdict]}
              {touch.counts_from !== touch.time &&
                ` ${T.windowFrom(toTheSecond(touch.counts_from, { timeZone }))}`}
            </span>,
          ],
        }))}
      />
    )}
    {!whole && <p class="hint">{T.notAll}</p>}
  </section>
);
