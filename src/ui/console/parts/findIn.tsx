import type { Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Some } from './useSome.ts';

/** How long a search waits for the next letter. */
const TYPING_MS = 250;

interface Props {
  id: string;
  label: string;
  of: Some<unknown>;
}

/** Looks for what is not among the first of a choice; nothing where all of them are there. */
export function FindIn({ id, label, of: { hasMore, search } }: Props) {
  if (!hasMore) return null;
  return (
    <p>
      <label for={id}>{label}</label>
      <SearchBox id={id} search={search} />
    </p>
  );
}

/** An input whose text is asked for when the typing stops. */
export function SearchBox({ id, search }: { id: string; search: Signal<string> }) {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <input
      id={id}
      type="search"
      maxlength={255}
      autocomplete="off"
      spellcheck={false}
      defaultValue={search.peek()}
      onInput={event => {
        const { value } = event.currentTarget;
        clearTimeout(timer.current);
        timer.current = setTimeout(() => {
          search.value = value.trim();
        }, TYPING_MS);
      }}
    />
  );
}
