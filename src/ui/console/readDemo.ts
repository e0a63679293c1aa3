/** The demo as the collector wrote it into the page. */
export interface Demo {
  account: string;
  writeKey: string;
  path: string | null;
  token: string;
}

/** Reads what the collector says of its demo; null where it runs without one. */
export function readDemo(text: string): Demo | null {
  try {
    const demo: Partial<Demo> | null = JSON.parse(text);
    return demo?.writeKey && demo.token && demo.account ? (demo as Demo) : null;
  } catch {
    // The placeholder itself, where the file is opened without a collector.
    return null;
  }
}
