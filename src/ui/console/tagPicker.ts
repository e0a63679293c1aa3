import { element } from '../element.ts';
import { find } from '../find.ts';
import { ApiError, callApi } from './callApi.ts';
import type { Account } from './parts/account.ts';
import { isZone } from './parts/zone.ts';
import type { Demo } from './readDemo.ts';
import { TEXT } from './text.ts';

const T = TEXT.live;

/** Where the operator's token stays until the browser tab is closed. */
const KEPT = 'tgp-token';

/** A tag to show, and the token that opens it. */
export interface Choice {
  token: string;
  writeKey: string;
  /** The tag's own path, where it has one. */
  path: string | null;
  /** The account's time zone. Default: the reader's. */
  zone?: string | null;
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
  /** Lets go of a tag that is no more: those that are left are there to choose from, and nothing is chosen. */
  lose(writeKey: string): void;
  /** Whatever is still asked has no effect any more. */
  stop(): void;
}

/** Most accounts and tags in a choice: the others are searched for. */
const MOST = 100;

/** How long a search waits for the next letter. */
const TYPING_MS = 250;

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
    say(T.asking);
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
  let accounts: Account[] = [];
  const choose = () => {
    const chosen = tags.find(({ write_key }) => write_key === tag.value);
    const zone = accounts.find(({ id }) => id === account.value)?.time_zone ?? null;
    const of = { token, zone: isZone(zone) ? zone : null };
    onChoose(chosen ? { ...of, writeKey: chosen.write_key, path: chosen.path } : null);
  };
  const askTags = (sought: string, use: () => void) =>
    ask<{ tags: Tag[]; next?: string | null }>(
      `/accounts/${encodeURIComponent(account.value)}/tags?${some(sought)}`,
      token,
      answer => {
        tagSearch.offer(answer.next);
        if (sought && !answer.tags.length) return say(T.noneFound);
        tags = answer.tags;
        tag.replaceChildren(
          ...tags.map(each => element('option', { value: each.write_key }, `${each.name} (${each.domain})`)),
        );
        use();
      },
    );
  const showTags = (sought = '') =>
    askTags(sought, () => {
      if (!tags.length) say(T.noTag(isSignedIn));
      choose();
    });
  const useToken = (pasted: string, sought = '') =>
    ask<{ accounts: Account[]; next?: string | null }>(`/accounts?${some(sought)}`, pasted, answer => {
      accountSearch.offer(answer.next);
      if (sought && !answer.accounts.length) return say(T.noneFound);
      ({ accounts } = answer);
      token = pasted;
      if (token !== OF_LOG_IN) sessionStorage.setItem(KEPT, token);
      input.value = '';
      account.replaceChildren(...accounts.map(({ id, name }) => element('option', { value: id }, name)));
      show(true);
      tagSearch.clear();
      if (accounts.length) return void showTags();
      say(T.noAccount(isSignedIn));
      onChoose(null);
    });
  const accountSearch = searchFor('account-search', sought => void useToken(token, sought));
  const tagSearch = searchFor('tag-search', sought => void showTags(sought));

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
  account.addEventListener('change', () => {
    tagSearch.clear();
    void showTags();
  });
  tag.addEventListener('change', () => {
    say('');
    choose();
  });
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
    lose(writeKey) {
      const lost = tags.find(each => each.write_key === writeKey);
      tagSearch.clear();
      void askTags('', () => {
        tag.selectedIndex = -1;
        say(T.tagGone(lost?.name ?? writeKey), true);
      });
    },
    stop() {
      asked++;
      accountSearch.stop();
      tagSearch.stop();
    },
  };
}

const some = (search: string): URLSearchParams =>
  new URLSearchParams({ limit: String(MOST), ...(search && { search }) });

/** A search that is offered where there are more than a choice has; what is typed is asked when the typing stops. */
function searchFor(id: string, onSearch: (sought: string) => void) {
  const box = find(`${id}-box`, HTMLElement);
  const input = find(id, HTMLInputElement);
  let timer: ReturnType<typeof setTimeout> | undefined;
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => onSearch(input.value.trim()), TYPING_MS);
  });
  return {
    /** @param next where what was not asked for begins */
    offer(next: string | null | undefined) {
      box.hidden = !next && !input.value;
    },
    clear() {
      input.value = '';
    },
    stop: () => clearTimeout(timer),
  };
}

function explain(error: unknown): string {
  if (!(error instanceof ApiError)) return TEXT.noAnswer;
  if (error.status === 401) return T.refusesToken(error.message);
  return TEXT.refused(error.message);
}
