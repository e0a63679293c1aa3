import pg from 'pg';
import { onTestFinished, vi } from 'vitest';

/** What a connection was asked. */
export interface Asked {
  text: string;
  values: unknown[];
}

/** The statements that are run from now on, until the running test ends. */
export function recordStatements(): Asked[] {
  const asked: Asked[] = [];
  const { query } = pg.Client.prototype;
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
    this: pg.Client,
    ...args: unknown[]
  ) {
    const [config] = args as [Partial<Asked> | undefined];
    if (config?.text && /^\s*(select|with)\b/i.test(config.text)) {
      asked.push({ text: config.text, values: config.values ?? [] });
    }
    return (query as (...all: unknown[]) => unknown).apply(this, args);
  } as typeof query);
  onTestFinished(() => spy.mockRestore());
  return asked;
}
