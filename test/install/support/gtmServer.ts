import { permissions, sections } from './gtmTemplate.ts';

/** A request as a server container sees it. */
export interface ContainerRequest {
  method?: string;
  path: string;
  query?: string;
  headers?: { [name: string]: string };
  body?: string;
}

/** What the container's client made of a request. */
export interface Handled {
  claimed: boolean;
  /** Events that the container's tags ran for. */
  events: { [key: string]: unknown }[];
  /** What went to the collector. */
  sent: { url: string; method: string; headers: { [name: string]: string }; body?: string }[];
  answer?: { status: number; headers: { [name: string]: string }; body?: string };
}

/** What a collector answers; undefined where it does not. */
export type Answered = { statusCode: number; headers: { [name: string]: string }; body: string } | undefined;

/**
 * The collector's answer to a beacon that it has stored, as a container sees it: names in lower case, the image's bytes as a
 * text. The tests of relays hold it against a collector's.
 */
export const STORED = {
  statusCode: 200,
  headers: {
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'cross-origin',
    'cache-control': 'no-store',
    vary: 'Origin',
    'content-type': 'image/gif',
    'content-length': '43',
    connection: 'keep-alive',
    'keep-alive': 'timeout=72',
  } as { [name: string]: string },
  body: 'GIF89a\x01\0\x01\0\ufffd\0\0\0\0\0\0\0\0!\ufffd\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;',
};

type Api = (...args: never[]) => unknown;

/**
 * The sandbox of server containers: only what is required, only what is permitted.
 * @param collector answers what is sent on
 */
export function serverSandbox(
  tpl: string,
  collector: (sent: Handled['sent'][number]) => Answered | Promise<Answered>,
) {
  const { SANDBOXED_JS_FOR_SERVER: code = '', SERVER_PERMISSIONS = '' } = sections(tpl);
  const may = permissions(SERVER_PERMISSIONS);
  const used = new Set<string>();
  const use = (permission: string) => {
    if (!may[permission]) throw new Error(`no permission to ${permission}`);
    used.add(permission);
  };

  async function handle(request: ContainerRequest, data: object): Promise<Handled> {
    const handled: Handled = { claimed: false, events: [], sent: [] };
    const response = {
      status: 200,
      headers: {} as { [name: string]: string },
      body: undefined as string | undefined,
    };
    const pending: Promise<unknown>[] = [];
    const read =
      <Value>(value: Value) =>
      () => {
        use('read_request');
        return value;
      };
    const write = () => {
      use('access_response');
      if (!handled.claimed) throw new Error('answers a request that is not its own');
      if (handled.answer) throw new Error('changes an answer that is on its way');
    };
    const apis: { [name: string]: Api } = {
      claimRequest() {
        handled.claimed = true;
      },
      decodeUriComponent(text: string) {
        try {
          return decodeURIComponent(text);
        } catch {
          return undefined;
        }
      },
      getRemoteAddress: read('192.0.2.1'),
      getRequestBody: read(request.body),
      getRequestMethod: read(request.method ?? 'GET'),
      getRequestPath: read(request.path),
      getRequestQueryString: read(request.query ?? ''),
      getRequestHeader: (name: string) => read(request.headers?.[name.toLowerCase()])(),
      getType: (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value),
      makeNumber: (value: unknown) => Number(value),
      runContainer(event: { [key: string]: unknown }, done: () => void) {
        use('run_container');
        handled.events.push(structuredClone(event));
        pending.push(Promise.resolve().then(done));
      },
      sendHttpRequest(
        url: string,
        { method, headers }: { method: string; headers: { [name: string]: string } },
        body?: string,
      ) {
        use('send_http');
        const urls = may.send_http!.urls as string[];
        if (!urls.some(each => url.startsWith(each.replace(/\*$/, ''))))
          throw new Error(`no permission to send to ${url}`);
        const sent = { url, method, headers: { ...headers }, ...(body === undefined ? {} : { body }) };
        handled.sent.push(sent);
        const answered = Promise.resolve(collector(sent)).then(
          answer => answer ?? Promise.reject({ reason: 'timed_out' }),
        );
        pending.push(answered.catch(() => {}));
        return answered;
      },
      setPixelResponse() {
        write();
        Object.assign(response, { status: 200, body: 'GIF' });
        response.headers['content-type'] = 'image/gif';
      },
      setResponseBody(body: string) {
        write();
        response.body = body;
      },
      setResponseHeader(name: string, value: string) {
        write();
        response.headers[name.toLowerCase()] = value;
      },
      setResponseStatus(status: number) {
        write();
        response.status = status;
      },
      returnResponse() {
        use('return_response');
        if (handled.answer) throw new Error('answers twice');
        handled.answer = response;
      },
    };
    const required = (name: string) => {
      if (name === 'Object') return { keys: Object.keys };
      if (!apis[name]) throw new Error(`no API ${name}`);
      return apis[name];
    };
    new Function('require', 'data', 'globalThis', 'Promise', `"use strict";${code}`)(required, data);
    while (pending.length) await pending.shift();
    return handled;
  }
  return { handle, used, may };
}
