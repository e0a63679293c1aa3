import { isIP } from 'node:net';
import { BadOption } from './badOption.ts';

export interface ListenOn {
  host: string;
  port: number;
}

/** Reads where to listen: a port on this machine alone, or with an address before it. */
export function readListen(name: string, text: string): ListenOn {
  const [, address = '127.0.0.1', digits = ''] = /^(?:(.+):)?(\d{1,5})$/.exec(text) ?? [];
  const host = address.replace(/^\[(.*)\]$/, '$1');
  if (digits && Number(digits) <= 65535 && isIP(host)) return { host, port: Number(digits) };
  throw new BadOption(`${name}: "${text}" is no port; use one like 9464, or 0.0.0.0:9464 with an address`);
}
