import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { AccountChoice, chosenAccount, useAccounts } from '../parts/accountChoice.tsx';
import { explain } from '../parts/explain.ts';
import type { AnyKind } from '../parts/manage/kind.ts';
import { goManage, manageLink, readPlace } from '../parts/manage/manageLink.ts';
import { RecordList } from '../parts/manage/recordList.tsx';
import { RecordPage } from '../parts/manage/recordPage.tsx';
import { routeQuery } from '../parts/route.ts';
import { SignedIn } from '../parts/signedIn.tsx';
import { TEXT } from '../text.ts';

const T = TEXT.manage;

/** Each kind of record is loaded when its page is opened. */
const KINDS: { [name: string]: () => Promise<{ kind: AnyKind }> } = {
  tags: () => import('./manage/tags.tsx'),
  accounts: () => import('./manage/accounts.tsx'),
  'conversion-pixels': () => import('./manage/conversionPixels.tsx'),
  'line-items': () => import('./manage/lineItems.ts'),
  campaigns: () => import('./manage/campaigns.ts'),
  segments: () => import('./manage/segments.tsx'),
  'pixel-events': () => import('./manage/pixelEvents.tsx'),
  'business-pixels': () => import('./manage/businessPixels.tsx'),
  tokens: () => import('./manage/tokens.tsx'),
  audit: () => import('./manage/audit.tsx'),
};

type KindName = 'tags' | 'accounts' | 'tokens' | 'audit';

const FIRST = 'tags';

/** What an account has, and what opens it: lists of records, and a page of each. */
export default function Manage({ rest = '' }: { rest?: string }) {
  return (
    <SignedIn>
      <Kinds rest={rest} />
    </SignedIn>
  );
}

function Kinds({ rest }: { rest: string }) {
  const place = readPlace(rest);
  const kind = place.kind || FIRST;
  const named = new URLSearchParams(routeQuery.value).get('account') ?? undefined;
  const { accounts, shown, problem, load } = useAccounts(named);
  const nav = useRef<HTMLElement>(null);
  const loaded = useSignal<AnyKind | string>(T.loading);
  useEffect(() => {
    if (named !== undefined) chosenAccount.value = named;
  }, [named]);
  useEffect(() => {
    // On a phone they are a strip that is wider than the page.
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const open = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
    let isLeft = false;
    loaded.value = open ? T.loading : TEXT.noPage;
    open?.().then(
      module => {
        if (!isLeft) loaded.value = module.kind;
      },
      error => {
        if (!isLeft) loaded.value = explain(error);
      },
    );
    return () => {
      isLeft = true;
    };
  }, [kind]);

  // The choice has names of accounts.
  const reloadAccounts = async () => {
    if (kind === 'accounts') await load();
  };
  const now = loaded.value;
  const isReady = typeof now === 'object' && now.name === kind;
  // An account is made where there is none.
  const isOpen = isReady && (shown !== undefined || (now.isOfNone && accounts !== undefined));
  const at = shown ?? { id: '', name: '', advertiser_id: 0, business_id: '', time_zone: null };
  const choice = (
    <AccountChoice
      accounts={accounts}
      shown={shown}
      problem={problem.value}
      onChoose={account => goManage({ kind, account })}
    />
  );
  return (
    <main class="manage">
      <nav ref={nav} class="kinds" aria-label={T.title}>
        {Object.keys(KINDS).map(name => (
          <a
            key={name}
            href={manageLink({ kind: name, account: named })}
            aria-current={name === kind ? 'page' : undefined}
          >
            {T[name as KindName].title}
          </a>
        ))}
      </nav>
      <section aria-labelledby="title">
        {!isOpen && !(isReady && now.isOfNone) && choice}
        {typeof now === 'string' && <p class="hint">{now}</p>}
        {isOpen &&
          (place.key && now.record ? (
            <RecordPage
              key={`${kind} ${at.id} ${place.key}`}
              kind={now}
              account={at}
              recordKey={place.key}
              onChanged={reloadAccounts}
            />
          ) : (
            <RecordList
              key={`${kind} ${at.id}`}
              kind={now}
              account={at}
              choice={now.isOfNone ? null : choice}
              onChanged={reloadAccounts}
            />
          ))}
      </section>
    </main>
  );
}
