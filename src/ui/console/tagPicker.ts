import { element } from '../element.ts';
import { find } from '../find.ts';
import { ApiError, callApi } from './callApi.ts';
import type { Demo } from './readDemo.ts';

/** Where the operator's token stays until the browser tab is closed. */
const KEPT = 'tgp-token';

/** A tag to show, and the token that opens it. */
export interface Choice {
  token: string;
  writeKey: string;
  /** The tag's own path, where it has one. */
  path: string | null;
}

interface Account {
  id: string;
  name: string;
}

interface Tag {
  write_key: string;
  name: string;
  domain: string;
  path: string | null;
}

export interface TagPicker {
  /** Lets go of a token that the collector no longer takes. */
  refuse(error: Error): void;
  /** Whatever is still asked has no effect any more. */
  stop(): void;
}

/** Stands for the token of whoever is logged in, which is in his cookie. */
const OF_LOG_IN = '';

export interface Picking {
  demo: Demo | null;
  /** Whether somebody is logged in: then the tags are his. */
  isSignedIn: boolean;
  onChoose: (choice: Choice | null) => void;
}

/** The choice of a tag: of whoever is logged in, of a token that the operator pastes, or the demo's. */
export function tagPicker({ demo, isSignedIn, onChoose }: Picking): TagPicker {
  const form = find('token-form', HTMLFormElement);
  const input = find('token', HTMLInputElement);
  const note = find('token-note', HTMLElement);
  const choice = find('choice', HTMLElement);
  const account = find('account', HTMLSelectElement);
  const tag = find('tag', HTMLSelectElement);
  let token = '';
  let asked = 0;

  const say = (text: string, isProblem = false) => {
    note.textContent = text;
    note.classList.toggle('problem', isProblem);
  };
  /** Runs the answer's part only while nothing newer was asked. */
  const ask = async <Answer>(path: string, asToken: string, use: (answer: Answer) => void) => {
    const turn = ++asked;
    say('Asking the collector…');
    try {
      const answer = await callApi<Answer>(path, asToken);
      if (turn !== asked) return;
      say('');
      use(answer);
    } catch (error) {
      if (turn === asked) say(explain(error), true);
    }
  };

  let tags: Tag[] = [];
  const choose = () => {
    const chosen = tags.find(({ write_key }) => write_key === tag.value);
    onChoose(chosen ? { token, writeKey: chosen.write_key, path: chosen.path } : null);
  };
  const showTags = () =>
    ask<{ tags: Tag[] }>(`/accounts/${encodeURIComponent(account.value)}/tags`, token, answer => {
      tags = answer.tags;
      tag.replaceChildren(
        ...tags.map(each => element('option', { value: each.write_key }, `${each.name} (${each.domain})`)),
      );
      if (!tags.length)
        say(
          `This account has no tag yet. ${isSignedIn ? 'Make one under “Tags”.' : 'Sign in to make one, or: POST /accounts/{id}/tags {name, domain}'}`,
        );
      choose();
    });
  const useToken = (pasted: string) =>
    ask<{ accounts: Account[] }>('/accounts', pasted, ({ accounts }) => {
      token = pasted;
      if (token !== OF_LOG_IN) sessionStorage.setItem(KEPT, token);
      input.value = '';
      account.replaceChildren(...accounts.map(({ id, name }) => element('option', { value: id }, name)));
      show(true);
      if (accounts.length) return void showTags();
      say(
        isSignedIn
          ? 'No account yet. Make one under “Tags”.'
          : 'This token sees no account yet. Sign in to make one, or: POST /accounts {id, name}',
      );
      onChoose(null);
    });

  const show = (hasToken: boolean) => {
    choice.hidden = !hasToken;
    form.hidden = hasToken;
    find('demo-note', HTMLElement).hidden = hasToken || !demo;
    find('token-box', HTMLDetailsElement).open = hasToken || !demo;
    find('forget', HTMLElement).hidden = isSignedIn;
  };
  const forget = () => {
    asked++;
    sessionStorage.removeItem(KEPT);
    token = '';
    say('');
    show(false);
    onChoose(demo);
  };

  form.addEventListener('submit', event => {
    event.preventDefault();
    void useToken(input.value.trim());
  });
  account.addEventListener('change', showTags);
  tag.addEventListener('change', choose);
  find('forget', HTMLButtonElement).addEventListener('click', () => {
    forget();
    input.focus();
  });

  show(false);
  onChoose(isSignedIn ? null : demo);
  const kept = isSignedIn ? OF_LOG_IN : sessionStorage.getItem(KEPT);
  if (kept !== null) void useToken(kept);

  return {
    refuse(error) {
      forget();
      say(explain(error), true);
    },
    stop() {
      asked++;
    },
  };
}

function explain(error: unknown): string {
  if (!(error instanceof ApiError)) return 'The collector does not answer. Is it running?';
  if (error.status === 401) return `The collector does not take this token: ${error.message}.`;
  return `The collector refused: ${error.message}.`;
}
