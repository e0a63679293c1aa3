import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { openApi } from '../callApi.ts';
import type { LiveEvent } from '../liveEvent.ts';
import { count, when } from '../parts/format.ts';
import { ReportProblem } from '../parts/reportProblem.tsx';
import { linkTo } from '../parts/route.ts';
import { useReport } from '../parts/useReport.ts';
import { BY_COOKIE, who } from '../parts/who.ts';
import { TEXT } from '../text.ts';
import type { Shown } from './props.ts';
import { zoneOf } from './reportPath.ts';
import { refusedBy, type TagHealth, tagHealth } from './tagHealth.ts';

const T = TEXT.overview.health;

/** Of so many events a tag's health is told: the newest ones. */
const EVENTS = 100;

/** Most tags whose health is told at once. */
const TAGS = 5;

interface Tag {
  write_key: string;
  name: string;
  disabled: boolean;
}

/** How what the tags send arrives. */
export function HealthPanel({ view, account }: Shown) {
  const path = `accounts/${encodeURIComponent(account)}/tags`;
  const all = useReport<{ tags: Tag[] }>(view.tag ? null : `${path}?limit=${TAGS + 1}`);
  const one = useReport<Tag>(view.tag ? `${path}/${encodeURIComponent(view.tag)}` : null);
  const report = view.tag ? one : all;
  const tags = view.tag ? one.answer.value && [one.answer.value] : all.answer.value?.tags;
  return (
    <section aria-labelledby="health">
      <h2 id="health">{T.title}</h2>
      <ReportProblem of={report} />
      {tags?.length === 0 && <p class="hint">{TEXT.tags.noTags}</p>}
      {tags?.slice(0, TAGS).map(tag => (
        <HealthOf key={tag.write_key} tag={tag} timeZone={zoneOf(view)} />
      ))}
      {tags && tags.length > TAGS && <p class="hint">{T.moreTags(TAGS)}</p>}
      {who.value?.accounts === '*' && <Refused />}
      <p class="below">
        <a href={linkTo('live')}>{T.toLive}</a>
      </p>
    </section>
  );
}

function HealthOf({ tag, timeZone }: { tag: Tag; timeZone: string }) {
  const query = new URLSearchParams({ writeKey: tag.write_key, limit: String(EVENTS) });
  const report = useReport<{ events: LiveEvent[] }>(`events?${query}`);
  const events = report.answer.value?.events;
  const health = events && tagHealth(events);
  return (
    <div class="health">
      <h3>{tag.name}</h3>
      <ReportProblem of={report} />
      {tag.disabled && <p class="problem">{T.off}</p>}
      {health && (health.events ? <Told health={health} timeZone={timeZone} /> : <p>{T.nothing}</p>)}
    </div>
  );
}

const TOLD = ['retried', 'dropped', 'refused', 'elsewhere', 'doubtful'] as const;

function Told({ health, timeZone }: { health: TagHealth; timeZone: string }) {
  const told = TOLD.filter(name => health[name]);
  return (
    <>
      <p>{T.newest(when(health.newest, { timeZone }))}</p>
      {told.length ? (
        <>
          <p class="hint">{T.of(count(health.events))}</p>
          <ul>
            {told.map(name => (
              <li key={name}>{T.told[name](count(health[name]))}</li>
            ))}
          </ul>
        </>
      ) : (
        <p class="good">{T.well(count(health.events))}</p>
      )}
    </>
  );
}

/** What the whole collector refused: it knows no tag of most of that. */
function Refused() {
  const refused = useSignal<[string, number][]>([]);
  useEffect(() => {
    // Where the metrics are on a port of their own, there are none to tell.
    openApi('metrics', BY_COOKIE)
      .then(answer => answer.text())
      .then(
        text => {
          refused.value = refusedBy(text);
        },
        () => {},
      );
  }, []);
  if (!refused.value.length) return null;
  const texts: Readonly<Record<string, string>> = T.reasons;
  return (
    <div class="health">
      <h3>{T.collector}</h3>
      <ul>
        {refused.value.map(([reason, number]) => (
          <li key={reason}>
            {count(number)} {Object.hasOwn(texts, reason) ? texts[reason] : reason}
          </li>
        ))}
      </ul>
    </div>
  );
}
