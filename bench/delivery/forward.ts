import { Agent, type RequestListener, request as send } from 'node:http';

export interface Faults {
  /** Whether the answer is to be lost on its way back. Default: none is. */
  losesAnswer?: () => boolean;
}

/** Hands requests on to the servers in turn, also those whose sender has gone meanwhile. */
export function forward(targets: readonly string[], { losesAnswer }: Faults = {}): RequestListener {
  const agent = new Agent({ keepAlive: true });
  let turn = 0;
  return (request, response) => {
    const { method, url, headers } = request;
    const onward = send(`${targets[turn++ % targets.length]}${url}`, {
      method,
      headers: { ...headers, connection: 'keep-alive' },
      agent,
    });
    onward.on('response', answer => {
      if (losesAnswer?.()) {
        answer.resume();
        request.socket.destroy();
        return;
      }
      const { connection: _, 'keep-alive': __, ...kept } = answer.headers;
      response.writeHead(answer.statusCode ?? 502, kept);
      answer.pipe(response);
    });
    // A server that is gone is a connection that ends.
    onward.on('error', () => request.socket.destroy());
    request.pipe(onward);
  };
}
