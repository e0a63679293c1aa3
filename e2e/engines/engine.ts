/** What `scripts/engines.mjs` found to run tests in. */
export interface Found {
  engine: 'chromium' | 'firefox' | 'webkit';
  /** What drives it: Playwright, or the W3C's WebDriver protocol. */
  by: 'playwright' | 'webdriver';
  /** The browser; with `webdriver`, the driver. Default: Playwright's own build. */
  path?: string;
  /** The browser that the driver opens. */
  browser?: string;
  /** Playwright's name for a browser that it does not build itself. */
  channel?: string;
  /** Whether all of Playwright works in it, and so the whole suite. */
  isWhole: boolean;
}

/** A browser that runs: all that tests need of it, and what any driver can do. */
export interface Engine {
  readonly name: Found['engine'];
  readonly version: string;
  /** Somebody with no cookies and nothing stored, as in a new profile. */
  visitor(): Promise<Visitor>;
  /** Gives what ends every process that renders a page at once, as a lack of memory would. */
  killer(): Promise<() => void>;
  close(): Promise<void>;
}

export interface Visitor {
  /** A new tab, in front of the others. */
  open(): Promise<Tab>;
  close(): Promise<void>;
}

export interface Tab {
  /** Resolves when the page has loaded. */
  goto(url: string): Promise<void>;
  /** Runs the body of an async function in the page; gives what it returns. */
  run<Value = unknown>(body: string): Promise<Value>;
  /** A real click: through the browser's input, not the page's scripts. */
  click(selector: string): Promise<void>;
  /** The cookies that the page may see, with their attributes. */
  cookies(): Promise<TabCookie[]>;
  close(): Promise<void>;
}

export interface TabCookie {
  name: string;
  value: string;
  domain: string;
  path: string;
  secure: boolean;
  sameSite: string;
  /** In seconds since 1970; -1 where it ends with the session. */
  expires: number;
}
