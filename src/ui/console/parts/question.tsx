import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { TEXT } from '../text.ts';
import { explain } from './explain.ts';

interface Props {
  title: string;
  /** What must be typed to go on. Default: nothing. */
  typed?: string | undefined;
  submit: string;
  children: ComponentChildren;
  /** Throws what is wrong. */
  onYes: () => Promise<void>;
  onNo: () => void;
  /** Stops what goes on after a yes. Default: it can't be stopped. */
  onStop?: (() => void) | undefined;
}

/** Asks before something that has no way back. The keyboard stays in it; Escape is a no. */
export function Question({ title, typed, submit, children, onYes, onNo, onStop }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const word = useSignal('');
  const problem = useSignal('');
  const isBusy = useSignal(false);
  useLayoutEffect(() => {
    const { current } = dialog;
    const opener = document.activeElement;
    current?.showModal();
    return () => {
      current?.close();
      // By then it is out of the page, and the browser has nowhere to go back to.
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  const canStop = isBusy.value && onStop !== undefined;
  const leave = () => (canStop ? onStop() : onNo());
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    isBusy.value = true;
    problem.value = '';
    try {
      await onYes();
    } catch (error) {
      problem.value = explain(error);
    }
    isBusy.value = false;
  };
  return (
    <dialog
      ref={dialog}
      aria-labelledby="question-title"
      onCancel={event => {
        event.preventDefault();
        leave();
      }}
    >
      <form class="fields" method="dialog" onSubmit={send}>
        <h2 id="question-title">{title}</h2>
        {children}
        {typed !== undefined && !canStop && (
          <div>
            <label for="question-word">{TEXT.manage.type(typed)}</label>
            <input
              id="question-word"
              autocomplete="off"
              autocapitalize="off"
              spellcheck={false}
              value={word.value}
              onInput={event => {
                word.value = event.currentTarget.value;
              }}
            />
          </div>
        )}
        <div class="together">
          <button type="button" class="plain" onClick={leave}>
            {canStop ? TEXT.manage.stop : TEXT.manage.cancel}
          </button>
          <button
            type="submit"
            class="danger"
            disabled={isBusy.value || (typed !== undefined && word.value.trim() !== typed)}
          >
            {submit}
          </button>
        </div>
        <p class="hint problem" role="status">
          {problem.value}
        </p>
      </form>
    </dialog>
  );
}
