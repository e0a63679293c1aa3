/**
 * Runs something that can throw for reasons of the page's or the browser's own: storage that is blocked,
 * text that is not JSON, a callback with a mistake in it.
 */
export function attempt<Value>(run: () => Value, report?: (error: unknown) => void): Value | undefined {
  try {
    return run();
  } catch (error) {
    if (report) report(error);
  }
}
