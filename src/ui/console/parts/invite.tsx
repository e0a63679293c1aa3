import { useSignal } from '@preact/signals';
import { callApi } from '../callApi.ts';
import { collectorPath } from '../collectorPath.ts';
import { TEXT } from '../text.ts';
import type { Account } from './account.ts';
import { CopyLine } from './copyLine.tsx';
import type { Rights } from './rights.ts';
import { RightsForm } from './rightsForm.tsx';
import { linkTo } from './route.ts';
import { BY_COOKIE } from './who.ts';

const T = TEXT.users;

interface Props {
  accounts: Account[];
  /** What is offered at first. */
  rights: Rights;
  onMade: () => Promise<void>;
}

/** A link that makes a user. */
export function Invite({ accounts, rights, onMade }: Props) {
  const link = useSignal('');
  return (
    <section aria-labelledby="invite">
      <h2 id="invite">{T.invite}</h2>
      <RightsForm
        submit={T.makeLink}
        accounts={accounts}
        rights={rights}
        texts={[{ name: 'name', label: T.theirName, hint: T.theirNameHint, type: 'text', isNeeded: false }]}
        onSubmit={async ({ people, ...given }, { name }) => {
          const body = { ...given, ...(people && { people }), ...(name && { name }) };
          const made = await callApi<{ key: string }>('invitations', BY_COOKIE, { method: 'POST', body });
          link.value = `${location.origin}${collectorPath()}/${linkTo(`join/${made.key}`)}`;
          await onMade();
        }}
      >
        <p>{T.inviteIntro}</p>
      </RightsForm>
      {link.value && <CopyLine label={T.link} text={link.value} hint={T.linkHint} />}
    </section>
  );
}
