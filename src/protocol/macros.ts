import { encodeText } from './encodeText.ts';

/** Placeholder of the branch that has the whole of it. */
export function expandMacros(url: string, values: Record<string, unknown>): string {
  return url.replace(/\$\{([^}]+)\}|\[(ORDER_ID|REVENUE|CACHEBUSTER|timestamp)\]/g, (_, path, name) => {
    const value = (path ?? name).split('.').reduce((each: never, key: string) => Object(each)[key], values);
    return value === undefined ? '' : encodeText(String(value));
  });
}
