/** A template's sections by name. */
export function sections(tpl: string): { [name: string]: string } {
  const parts = tpl.split(/^___([A-Z_]+)___$/m).slice(1);
  return Object.fromEntries(
    Array.from({ length: parts.length / 2 }, (_, index) => [parts[2 * index]!, parts[2 * index + 1]!.trim()]),
  );
}

interface Encoded {
  type: number;
  string?: string;
  boolean?: boolean;
  listItem?: Encoded[];
  mapKey?: Encoded[];
  mapValue?: Encoded[];
}

const decode = ({ type, string, boolean, listItem, mapKey, mapValue }: Encoded): unknown => {
  if (type === 1) return string;
  if (type === 2) return listItem!.map(decode);
  if (type === 3)
    return Object.fromEntries(mapKey!.map((key, index) => [key.string, decode(mapValue![index]!)]));
  return boolean;
};

/** What a template may do, by permission. */
export function permissions(text: string): { [publicId: string]: { [key: string]: unknown } } {
  const list: { instance: { key: { publicId: string }; param: { key: string; value: Encoded }[] } }[] =
    JSON.parse(text);
  return Object.fromEntries(
    list.map(({ instance: { key, param } }) => [
      key.publicId,
      Object.fromEntries(param.map(each => [each.key, decode(each.value)])),
    ]),
  );
}

type Api = (...args: never[]) => unknown;

/** The page around the sandbox. */
export interface SandboxPage {
  /** What `tgp.tgp` is. */
  mark: unknown;
  script: 'loads' | 'is blocked';
  /** Where a page's own `tgp` is called, and what is in it. Default: none, and `calls` has the calls. */
  window?: {
    href(): string;
    call(...args: unknown[]): void;
    /** A copy, as Tag Manager makes it. */
    copy(property: string): unknown;
    set(property: string, value: unknown): void;
  };
}

/** The sandbox: only what is required, only what is permitted, and no window. */
export function sandbox(tpl: string, page: SandboxPage) {
  const { SANDBOXED_JS_FOR_WEB_TEMPLATE: code = '', WEB_PERMISSIONS = '' } = sections(tpl);
  const may = permissions(WEB_PERMISSIONS);
  const calls: unknown[][] = [];
  const used = new Set<string>();
  const set: { [key: string]: unknown } = {};
  const global = (key: string, right: 'read' | 'write' | 'execute') => {
    const keys = may.access_globals?.keys as {
      key: string;
      read: boolean;
      write: boolean;
      execute: boolean;
    }[];
    if (!keys.some(each => each.key === key && each[right]))
      throw new Error(`no permission to ${right} ${key}`);
    used.add(`${right} ${key}`);
  };
  const apis: { [name: string]: Api } = {
    callInWindow(key: string, ...args: unknown[]) {
      global(key, 'execute');
      calls.push(structuredClone(args));
      page.window?.call(...structuredClone(args));
    },
    copyFromWindow(key: string) {
      global(key, 'read');
      if (key === 'tgp.tgp') return page.mark;
      return page.window ? page.window.copy(key.replace(/^tgp\./, '')) : structuredClone(set[key]);
    },
    setInWindow(key: string, value: unknown, isOver: boolean) {
      global(key, 'read');
      global(key, 'write');
      if (!isOver && set[key] !== undefined) return false;
      set[key] = structuredClone(value);
      page.window?.set(key.replace(/^tgp\./, ''), structuredClone(value));
      return true;
    },
    getUrl(part?: string) {
      if (part || may.get_url?.urlParts !== 'any') throw new Error('no permission to read that of the URL');
      used.add('URL');
      return page.window?.href() ?? 'https://shop.example/';
    },
    injectScript(url: string, onSuccess: () => void, onFailure: () => void) {
      if (!(may.inject_script!.urls as string[]).includes(url))
        throw new Error(`no permission to load ${url}`);
      used.add(`load ${url}`);
      (page.script === 'loads' ? onSuccess : onFailure)();
    },
    logToConsole() {
      if (may.logging?.environments !== 'debug') throw new Error('no permission to log');
      used.add('log');
    },
    getType: (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value),
    makeNumber: (value: unknown) => Number(value),
  };
  const run = (data: object) => {
    const outcome: string[] = [];
    const script = new Function(
      'require',
      'data',
      'window',
      'document',
      'globalThis',
      `"use strict";${code}`,
    );
    script(
      (name: string) => {
        if (!apis[name]) throw new Error(`no API ${name}`);
        return apis[name];
      },
      { ...data, gtmOnSuccess: () => outcome.push('success'), gtmOnFailure: () => outcome.push('failure') },
    );
    return outcome;
  };
  return { run, calls, used, may, apis };
}
