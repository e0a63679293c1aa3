import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { callApi } from '../callApi.ts';
import { explain } from './explain.ts';
import type { Role } from './rights.ts';
import { BY_COOKIE } from './who.ts';

/** What the link of an invitation is good for. */
export interface Given {
  role: Role;
  accounts: string[] | '*';
  name: string | null;
  expires_at: string;
}

/** Asks what a link is good for. It is not asked for by an address: those are logged on their way. */
export function useInvitation(key: string): { given: Signal<Given | undefined>; problem: Signal<string> } {
  const given = useSignal<Given | undefined>(undefined);
  const problem = useSignal('');
  useEffect(() => {
    callApi<Given>('session/invitation', BY_COOKIE, { method: 'POST', body: { key } }).then(
      answer => {
        given.value = answer;
      },
      error => {
        problem.value = explain(error);
      },
    );
  }, [key]);
  return { given, problem };
}
