import { attempt } from '../protocol/attempt.ts';

/**
 * What the platform put on the document under a name, read or (with an argument) called. An element of that name, as in
 * `<form name="createElement">`, hides it from `document.createElement`, but stands on the document alone. A function that stands
 * there is the page's own: consent tools keep scripts back by one.
 */
export function ofDocument<Value>(name: string, argument?: string): Value {
  const found = document[name as 'createElement'] as unknown;
  const value = typeof found === 'function' ? found : Reflect.get(ofPlatform(), name, document);
  return argument ? value.call(document, argument) : value;
}

/** Where the platform's own names of the document are, those of every event target among them. */
export const ofPlatform = (): Document => Reflect.getPrototypeOf(document) as Document;

/** Listens on the window, or in the capture phase to what happens in the document. */
export const hear = (name: string, listener: (event: never) => unknown): unknown =>
  attempt(() => ofPlatform().addEventListener.call(window, name, listener as EventListener, true));

/** The platform's promises: a page may have something else under that name, on the window or beside it. */
export const Later: PromiseConstructor =
  /* @__PURE__ */ attempt(() => ofDocument<FontFaceSet>('fonts').ready.constructor as PromiseConstructor) ||
  Promise;
