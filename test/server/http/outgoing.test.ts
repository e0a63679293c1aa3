import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { Outgoing } from '../../../src/server/http/outgoing.ts';

/** An answer that can be closed. */
function answer(): ServerResponse & { destroyed: boolean } {
  const emitter = new EventEmitter() as unknown as ServerResponse & { destroyed: boolean };
  emitter.destroyed = false;
  emitter.destroy = () => {
    emitter.destroyed = true;
    emitter.emit('close');
    return emitter;
  };
  return emitter;
}

describe('what answers hold', () => {
  it('is bounded: the one whose reader took nothing for longest is closed', () => {
    const outgoing = new Outgoing(100);
    const [a, b, c, d] = [answer(), answer(), answer(), answer()];
    for (const each of [a, b, c]) outgoing.hold(each, 30);
    outgoing.touch(a);
    outgoing.hold(d, 30);
    expect([a, b, c, d].map(({ destroyed }) => destroyed)).toEqual([false, true, false, false]);
    expect(outgoing.bytes).toBe(90);
  });

  it('may be one that is larger than the bound, alone', () => {
    const outgoing = new Outgoing(100);
    const [a, b] = [answer(), answer()];
    outgoing.hold(a, 10);
    outgoing.hold(b, 500);
    expect([a.destroyed, b.destroyed]).toEqual([true, false]);
  });

  it('is what they hold now, and nothing of those that are out', () => {
    const outgoing = new Outgoing(100);
    const [a, b] = [answer(), answer()];
    outgoing.hold(a, 60);
    outgoing.hold(a, 20);
    outgoing.hold(b, 30);
    expect(outgoing.bytes).toBe(50);
    a.emit('close');
    a.emit('close');
    outgoing.touch(a);
    expect(outgoing.bytes).toBe(30);
  });
});
