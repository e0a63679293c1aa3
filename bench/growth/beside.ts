import { Agent, get } from 'node:http';

/** Beacons a second. */
const RATE = 200;

export interface Beside {
  /** How long the work took, in ms. */
  took: number;
  /** The longest that a beacon waited meanwhile, in ms; and how many were not answered with 200. */
  longest: number;
  refused: number;
}

/** Does some work, beside beacons that are sent when they are due, whatever became of those before. */
export async function beside(
  origin: string,
  writeKey: string,
  work: () => Promise<unknown>,
): Promise<Beside> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const { hostname, port } = new URL(origin);
  let longest = 0;
  let refused = 0;
  let isOver = false;
  const send = (due: number, at: number) =>
    new Promise<void>(resolve => {
      const settle = (status: number) => {
        longest = Math.max(longest, performance.now() - due);
        if (status !== 200) refused++;
        resolve();
      };
      const path = `/pixel/v1/track?writeKey=${writeKey}&anonymousId=b${at % 1000}&event=Seen&properties.n=${at}`;
      get({ agent, hostname, port, path }, answer => {
        answer.resume().once('end', () => settle(answer.statusCode!));
      }).once('error', () => settle(0));
    });
  const start = performance.now();
  const beacons = (async () => {
    const sent: Promise<void>[] = [];
    while (!isOver) {
      const due = start + (sent.length * 1000) / RATE;
      const wait = due - performance.now();
      await new Promise(resolve => setTimeout(resolve, Math.max(0, wait)));
      sent.push(send(due, sent.length));
    }
    await Promise.all(sent);
  })();
  try {
    await work();
  } finally {
    isOver = true;
  }
  const took = performance.now() - start;
  await beacons;
  agent.destroy();
  return { took, longest, refused };
}
