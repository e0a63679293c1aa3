import { TEXT } from '../text.ts';
import { AnswerTable } from './answerTable.tsx';
import type { Check } from './checkTypes.ts';
import { checkVerdicts } from './checkVerdicts.ts';
import { ProblemLine } from './problemLine.tsx';
import { saysOf } from './saysOf.ts';

const T = TEXT.check;

interface Props {
  check: Check;
  lost: string;
  timeZone: string;
}

/** What a check found so far. */
export function CheckResult({ check, lost, timeZone }: Props) {
  const clock = (time: string) =>
    new Date(time).toLocaleTimeString(undefined, { hourCycle: 'h23', timeZone });
  const { link, events, pixels, entries, left_out, doubled } = check;
  return (
    <>
      <section aria-labelledby="found">
        <h2 id="found">{T.found}</h2>
        <p>
          <a
            class="button"
            href={/^https?:/i.test(link) ? link : undefined}
            target="_blank"
            rel="noopener noreferrer"
          >
            {T.open}
          </a>
        </p>
        <p class="hint">{T.until(clock(check.expires_at))}</p>
        <ProblemLine text={lost} />
        <dl class="verdicts" aria-live="polite">
          {checkVerdicts(check, Date.now()).map(({ what, state, text, helps = [] }, at) => (
            <div key={`${what} ${at}`} class={`verdict ${state}`}>
              <dt>
                {what} <span class="state">{T.states[state]}</span>
              </dt>
              <dd>{text}</dd>
              {helps.length > 0 && (
                <dd>
                  <ul>
                    {helps.map(each => (
                      <li key={each}>{each}</li>
                    ))}
                  </ul>
                </dd>
              )}
            </div>
          ))}
        </dl>
      </section>
      <section class="wraps" aria-labelledby="events">
        <h2 id="events">{T.events}</h2>
        {events.length === 0 ? (
          <p>{T.noEvents}</p>
        ) : (
          <AnswerTable
            columns={[T.event, T.time, T.path, T.properties]}
            rows={events.map(({ messageId, type, event, at, path, properties }) => ({
              key: messageId,
              cells: [
                `${type === 'page' ? T.pageView(event) : event}${doubled.includes(messageId) ? T.again : ''}`,
                clock(at),
                path,
                properties.join(', '),
              ],
            }))}
          />
        )}
      </section>
      <section class="wraps" aria-labelledby="pixels">
        <h2 id="pixels">{T.pixels}</h2>
        {pixels.length === 0 ? (
          <p>{T.noPixels}</p>
        ) : (
          <AnswerTable
            columns={[T.pixel, T.cameColumn, T.missing]}
            rows={pixels.map(({ id, name, event, came, missing }) => ({
              key: id,
              cells: [name, came.toLocaleString(), missingText(event, came, missing)],
            }))}
          />
        )}
      </section>
      <section class="wraps" aria-labelledby="told">
        <h2 id="told">{T.told}</h2>
        {entries.length === 0 ? (
          <p>{T.noEntries}</p>
        ) : (
          <ol class="told">
            {[...entries].reverse().map(entry => (
              <li key={entry.number} class="telling">
                <time dateTime={entry.at}>{clock(entry.at)}</time> <b>{T.kinds[entry.kind] ?? entry.kind}</b>{' '}
                <span>{saysOf(entry)}</span>
              </li>
            ))}
          </ol>
        )}
        {left_out > 0 && <p class="hint">{T.leftOut(left_out)}</p>}
      </section>
    </>
  );
}

function missingText(event: string, came: number, missing: string[]): string {
  const what = event || T.pageViews;
  if (!came) return T.noneCame(what);
  return missing.length ? missing.map(name => T.noneHad(what, name)).join(' ') : T.allThere;
}
