import { useEffect } from 'preact/hooks';
import { demo, who } from '../parts/who.ts';
import { startLive } from '../startLive.ts';
import { TEXT } from '../text.ts';

const T = TEXT.live;

/** The events of a tag as they arrive, its counts and its code. */
export default function Live() {
  const isSignedIn = Boolean(who.value);
  const onSignedOut = () => {
    who.value = null;
  };
  useEffect(() => startLive({ demo, isSignedIn, onSignedOut }), [isSignedIn]);
  return (
    <main key={String(isSignedIn)}>
      <div class="aside">
        <section aria-labelledby="tag-title">
          <h2 id="tag-title">{T.tag}</h2>
          <p id="demo-note" hidden>
            {T.demo}
          </p>
          <details id="token-box">
            <summary>{T.ownTags}</summary>
            <form id="token-form" method="post">
              <label for="token">{T.token}</label>
              <div class="together">
                <input
                  id="token"
                  type="password"
                  required
                  autocomplete="off"
                  spellcheck={false}
                  placeholder="tgp_…"
                  aria-describedby="token-hint token-note"
                />
                <button type="submit">{T.showTags}</button>
              </div>
              <p id="token-hint" class="hint">
                {T.tokenHint}
              </p>
            </form>
            <div id="choice" hidden>
              <label for="account">{T.account}</label>
              <select id="account" />
              <Search id="account-search" label={T.findAccount} />
              <label for="tag">{T.tag}</label>
              <select id="tag" />
              <Search id="tag-search" label={T.findTag} />
              <button type="button" id="forget">
                {T.forget}
              </button>
            </div>
          </details>
          <p id="token-note" class="hint" role="status" />
        </section>
        <section id="snippet-box" aria-labelledby="snippet-title" hidden>
          <h2 id="snippet-title">{T.snippet}</h2>
          <textarea id="snippet" rows={7} readonly spellcheck={false} aria-labelledby="snippet-title" />
          <div class="together">
            <button type="button" id="copy">
              {T.copy}
            </button>
            <label>
              <input type="checkbox" id="spa" /> {T.spa}
            </label>
          </div>
          <p id="copy-note" class="hint" role="status" />
        </section>
        <section aria-labelledby="counts-title">
          <h2 id="counts-title">{T.counts}</h2>
          <table>
            <thead>
              <tr>
                {T.countColumns.map(each => (
                  <th key={each} scope="col">
                    {each}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody id="counts" />
          </table>
        </section>
      </div>
      <section class="stream" aria-labelledby="events-title">
        <div class="title">
          <h2 id="events-title">{T.events}</h2>
          <p class="hint">{T.hint}</p>
        </div>
        <div class="list-controls">
          <button type="button" id="pause" aria-pressed="false" aria-describedby="pause-note">
            {T.pause}
          </button>
          <p id="pause-note" class="hint">
            {T.keys}
          </p>
          <label for="filter">{T.filter}</label>
          <input
            id="filter"
            type="search"
            autocomplete="off"
            spellcheck={false}
            aria-describedby="filter-note"
          />
          <p id="filter-note" class="hint" role="status" />
          <p id="visitor-box" class="together" hidden>
            <span id="visitor" />
            <button type="button" id="everybody">
              {T.everybody}
            </button>
          </p>
        </div>
        <details id="refused-box" hidden>
          <summary id="refused-sum" />
          <ol id="refused" />
        </details>
        <div class="columns" aria-hidden="true">
          {T.columns.map(each => (
            <span key={each}>{each}</span>
          ))}
        </div>
        <ol id="events" aria-labelledby="events-title" />
        <p id="no-events">{T.nothing}</p>
      </section>
    </main>
  );
}

/** Shown where there are more than a choice has. */
const Search = ({ id, label }: { id: string; label: string }) => (
  <div id={`${id}-box`} hidden>
    <label for={id}>{label}</label>
    <input id={id} type="search" maxlength={255} autocomplete="off" spellcheck={false} />
  </div>
);
