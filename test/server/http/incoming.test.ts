import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { Incoming } from '../../../src/server/http/incoming.ts';

function request() {
  const socket = {
    destroyed: false,
    destroy() {
      socket.destroyed = true;
    },
  };
  return Object.assign(new EventEmitter(), { destroyed: false, socket }) as unknown as IncomingMessage;
}

it('closes the connection of the oldest body where all hold too much', () => {
  const incoming = new Incoming(100);
  const [a, b] = [request(), request()];
  incoming.hold(a, 60);
  incoming.hold(b, 30);
  incoming.hold(a, 10);
  expect([incoming.bytes, a.socket.destroyed]).toEqual([100, false]);
  incoming.hold(b, 10);
  expect([incoming.bytes, a.socket.destroyed, b.socket.destroyed]).toEqual([40, true, false]);
});

it('counts a body until it is whole, and nothing after that', () => {
  const incoming = new Incoming(100);
  const a = request();
  incoming.hold(a, 60);
  a.emit('close');
  expect(incoming.bytes).toBe(0);
  a.destroyed = true;
  incoming.hold(a, 60);
  expect(incoming.bytes).toBe(0);
});
