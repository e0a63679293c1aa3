import { useRef } from 'preact/hooks';
import { TEXT } from '../text.ts';
import { negateValue, removeValue } from './conditions.ts';
import { nameOf } from './nameOf.ts';
import type { Shown } from './props.ts';

const T = TEXT.overview;

/** What is filtered by: each can be turned round and taken away. */
export function Chips({ view, change }: Pick<Shown, 'view' | 'change'>) {
  const box = useRef<HTMLFieldSetElement>(null);
  // Its button is gone then, and the keyboard would begin at the top of the page.
  const changeHere = (where: typeof view.where) => {
    change({ where });
    box.current?.focus();
  };
  return (
    <fieldset ref={box} class="bare chips" aria-label={T.filters} tabIndex={-1}>
      {view.where.flatMap(condition =>
        condition.values.map(value => {
          const { dimension, not } = condition;
          const text = T.chip(T.dimensions[dimension], nameOf(dimension, value), Boolean(not));
          return (
            <span key={`${not ?? ''}${dimension}:${value}`} class={not ? 'chip not' : 'chip'}>
              <button
                type="button"
                title={T.negate}
                aria-label={`${text}: ${T.negate}`}
                onClick={() => changeHere(negateValue(view.where, condition, value))}
              >
                {text}
              </button>
              <button
                type="button"
                aria-label={T.removeFilter(text)}
                onClick={() => changeHere(removeValue(view.where, condition, value))}
              >
                ×
              </button>
            </span>
          );
        }),
      )}
      {view.where.length > 1 && (
        <button type="button" class="link" onClick={() => changeHere([])}>
          {T.removeAll}
        </button>
      )}
    </fieldset>
  );
}
