/** Most keys that are asked for at once. */
const MOST = 1_000;

interface Question<Value> {
  keys: Set<string>;
  answer: Promise<Map<string, Value>>;
}

/**
 * Asks for one key, with all others that come while something is asked: there is one question at a time, however many ask. What is
 * asked for after a change is never answered from before.
 */
export function gathered<Value>(
  ask: (keys: string[]) => Promise<Map<string, Value>>,
): (key: string) => Promise<Value | undefined> {
  /** The one that is asked when the one before is answered; those behind it are full. */
  let next: Question<Value> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  function question(): Question<Value> {
    const keys = new Set<string>();
    const answer = last.then(() => {
      if (next?.keys === keys) next = undefined;
      return ask([...keys]);
    });
    last = answer.catch(() => {});
    return { keys, answer };
  }

  return async key => {
    if (!next || (next.keys.size >= MOST && !next.keys.has(key))) next = question();
    next.keys.add(key);
    return (await next.answer).get(key);
  };
}
