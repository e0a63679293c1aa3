import { signal } from '@preact/signals';
import { find } from '../../find.ts';
import { ApiError, callApi } from '../callApi.ts';
import { readDemo } from '../readDemo.ts';

/** Who is logged in, as `GET /session` says it. */
export interface Who {
  actor: { kind: 'token' | 'user' | 'admin' | 'demo'; id: string; name: string };
  scope: 'read' | 'write';
  publish: boolean;
  /** Whether he may have users of his accounts. */
  owner: boolean;
  /** Whether he may show and erase persons. */
  people?: true;
  accounts: string[] | '*';
}

/** The token of whoever is logged in: it is in a cookie that no script can read. */
export const BY_COOKIE = '';

export const demo = readDemo(find('tgp-demo', HTMLScriptElement).text);

/** Whether there is anybody to log in. */
export const hasUsers = signal(find('tgp-users', HTMLScriptElement).text === 'true');

/** Null where nobody is logged in; undefined until that is known. */
export const who = signal<Who | null | undefined>(undefined);

/** Asks who is logged in. */
export async function begin(): Promise<void> {
  if (!hasUsers.value) {
    who.value = null;
    return;
  }
  try {
    who.value = await callApi<Who>('session', BY_COOKIE);
  } catch {
    who.value = null;
  }
}

export async function logIn(name: string, password: string): Promise<void> {
  await callApi('session', BY_COOKIE, { method: 'POST', body: { name, password } });
  hasUsers.value = true;
  await begin();
}

export async function makeFirstUser(key: string, name: string, password: string): Promise<void> {
  await callApi('session/first', BY_COOKIE, { method: 'POST', body: { key, name, password } });
  hasUsers.value = true;
  await begin();
}

export async function join(key: string, name: string, password: string): Promise<void> {
  await callApi('session/join', BY_COOKIE, { method: 'POST', body: { key, name, password } });
  hasUsers.value = true;
  await begin();
}

export async function logOut(): Promise<void> {
  await callApi('session', BY_COOKIE, { method: 'DELETE' }).catch(error => {
    // He was logged out already.
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
  });
  who.value = null;
}
