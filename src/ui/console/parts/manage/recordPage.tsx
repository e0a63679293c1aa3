import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { TEXT } from '../../text.ts';
import type { Account } from '../account.ts';
import { CopyText } from '../copyText.tsx';
import { ProblemLine } from '../problemLine.tsx';
import { useAnswer } from '../useAnswer.ts';
import { who } from '../who.ts';
import type { Kind } from './kind.ts';
import { goManage, manageLink, NEW } from './manageLink.ts';
import { leaveNote, takeNote } from './nextNote.ts';
import { RecordForm } from './recordForm.tsx';
import { RemoveButton } from './removeButton.tsx';

const T = TEXT.manage;

interface Props<Row extends object> {
  kind: Kind<Row>;
  account: Account;
  /** `new` of one that is to be made. */
  recordKey: string;
  /** Told where one was made or deleted, or its name is another. */
  onChanged: () => Promise<void>;
}

/** One record: its fields, and what else belongs to it. */
export function RecordPage<Row extends object>(props: Props<Row>) {
  const { kind, account, recordKey } = props;
  const back = manageLink({ kind: kind.name, account: account.id });
  return (
    <>
      <p>
        <a class="back" href={back}>
          ← {kind.text.title}
        </a>
      </p>
      {recordKey === NEW ? <NewRecord {...props} /> : <OldRecord {...props} />}
    </>
  );
}

function NewRecord<Row extends object>({ kind, account, onChanged }: Props<Row>) {
  const record = kind.record!;
  const secret = useSignal<{ title: string; text: string; name: string } | undefined>(undefined);
  const me = who.value!;
  const writing = record.add(account, me);
  if (secret.value) {
    const { name, title, text } = secret.value;
    return (
      <>
        <h2 id="title">{name}</h2>
        <p role="status">{T.once}</p>
        <CopyText title={title} text={text} />
      </>
    );
  }
  return (
    <>
      <h2 id="title">{record.create}</h2>
      <RecordForm
        fields={record.fields(me, undefined)}
        row={undefined}
        writing={writing}
        submit={T.make}
        onDone={async answer => {
          await onChanged();
          const made = record.made(answer);
          if (record.secretOf) {
            secret.value = { ...record.secretOf(answer), name: kind.nameOf(made) };
            return;
          }
          leaveNote(T.made);
          // A new account is one's own only from now on: its page names it.
          const owner = kind.name === 'accounts' ? kind.keyOf(made) : account.id;
          goManage({ kind: kind.name, key: kind.keyOf(made), account: owner });
        }}
      />
    </>
  );
}

function OldRecord<Row extends object>({ kind, account, recordKey, onChanged }: Props<Row>) {
  const record = kind.record!;
  const me = who.value!;
  const { answer, problem, load } = useAnswer<never>(record.one(account, recordKey));
  const note = useSignal(useMemo(takeNote, []));
  if (!answer.value) {
    return problem.value ? <ProblemLine text={problem.value} /> : <p class="hint">{T.loading}</p>;
  }
  const row = record.readOne(answer.value, recordKey);
  if (!row) return <p>{T.gone}</p>;
  const mayChange = me.scope === 'write';
  const writing = mayChange ? record.change?.(account, row) : undefined;
  const { remove, beside: Beside } = record;
  const mayRemove = remove?.isFor?.(me, row) ?? mayChange;
  return (
    <>
      <div class="title">
        <h2 id="title">{kind.nameOf(row)}</h2>
        <RemoveButton
          kind={kind}
          account={account}
          row={row}
          onDone={async text => {
            await onChanged();
            leaveNote(text);
            goManage({ kind: kind.name, account: kind.name === 'accounts' ? undefined : account.id });
          }}
        />
      </div>
      <ProblemLine text={problem.value} />
      <p class="hint" role="status">
        {note.value}
      </p>
      <div class={Beside ? 'sides' : undefined}>
        {record.fields(me, row).length > 0 && (
          <RecordForm
            fields={record.fields(me, row)}
            row={row}
            writing={writing}
            submit={T.save}
            onDone={async () => {
              await Promise.all([load(), onChanged()]);
            }}
          />
        )}
        {Beside && (
          <div class="beside">
            <Beside row={row} account={account} mayChange={mayChange} reload={load} />
          </div>
        )}
      </div>
      {mayChange && !mayRemove && remove?.notFor && <p class="hint">{remove.notFor}</p>}
    </>
  );
}
