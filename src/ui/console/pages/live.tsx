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
          <h2 id="tag-title">Tag</h2>
          <p id="demo-note" hidden>
            The demo shop’s. Open the shop beside this page and click around.
          </p>
          <details id="token-box">
            <summary>Your own tags</summary>
            <form id="token-form" method="post">
              <label for="token">API token</label>
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
                <button type="submit">Show tags</button>
              </div>
              <p id="token-hint" class="hint">
                The collector printed one at its first start. It stays in this browser tab.
              </p>
            </form>
            <div id="choice" hidden>
              <label for="account">Account</label>
              <select id="account" />
              <label for="tag">Tag</label>
              <select id="tag" />
              <button type="button" id="forget">
                Forget the token
              </button>
            </div>
          </details>
          <p id="token-note" class="hint" role="status" />
        </section>
        <section id="snippet-box" aria-labelledby="snippet-title" hidden>
          <h2 id="snippet-title">Snippet</h2>
          <textarea id="snippet" rows={7} readonly spellcheck={false} aria-labelledby="snippet-title" />
          <div class="together">
            <button type="button" id="copy">
              Copy
            </button>
            <label>
              <input type="checkbox" id="spa" /> for a single-page app
            </label>
          </div>
          <p id="copy-note" class="hint" role="status" />
        </section>
        <section aria-labelledby="counts-title">
          <h2 id="counts-title">Last 24 hours</h2>
          <table>
            <thead>
              <tr>
                <th scope="col">Event</th>
                <th scope="col">Count</th>
                <th scope="col">By hour</th>
              </tr>
            </thead>
            <tbody id="counts" />
          </table>
        </section>
      </div>
      <section class="stream" aria-labelledby="events-title">
        <div class="title">
          <h2 id="events-title">Events</h2>
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
          {['Time', 'Event', 'Page', 'Campaign', 'Revenue', 'Visitor', 'Session'].map(each => (
            <span key={each}>{each}</span>
          ))}
        </div>
        <ol id="events" aria-labelledby="events-title" />
        <p id="no-events">Nothing yet. Events show here within a second of being stored.</p>
      </section>
    </main>
  );
}
