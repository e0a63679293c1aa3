declare global {
  interface Window {
    /** The snippet makes it; a page that came without the snippet works just as well. */
    tgp?: (...call: unknown[]) => void;
  }
}

/** Calls the tag as a page does. */
export function tgp(...call: unknown[]): void {
  window.tgp?.(...call);
}
