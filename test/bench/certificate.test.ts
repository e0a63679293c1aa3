import { createHash, createPublicKey, X509Certificate } from 'node:crypto';
import { get } from 'node:https';
import { describe, expect, it } from 'vitest';
import { Front } from '../../bench/delivery/front.ts';
import { makeCertificate } from '../../e2e/support/certificate.ts';

describe('a certificate of its own', () => {
  it('is for the loopback, signed with its own key, and valid now', () => {
    const { cert, key, keyHash } = makeCertificate();
    const read = new X509Certificate(cert);
    expect(read.verify(read.publicKey)).toBe(true);
    expect(read.checkHost('localhost')).toBe('localhost');
    expect(read.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(Date.parse(read.validFrom)).toBeLessThan(Date.now());
    expect(Date.parse(read.validTo)).toBeGreaterThan(Date.now());
    const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
    expect(createHash('sha256').update(spki).digest('base64')).toBe(keyHash);
  });

  it('writes no length longer than it must, which browsers would refuse', () => {
    for (let number = 0; number < 20; number++) {
      const bytes = new X509Certificate(makeCertificate().cert).raw;
      expect(nonMinimal(bytes)).toEqual([]);
    }
  });
});

describe('a distant server', () => {
  it('takes two round trips to a first answer, the kernel’s handshake aside, and closes when cold', async () => {
    const certificate = makeCertificate();
    const front = await Front.start((_, response) => response.end('here'), {
      certificate,
      delayMs: 30,
      isCold: true,
    });
    try {
      const started = performance.now();
      const headers = await new Promise<NodeJS.Dict<string | string[]>>((resolve, reject) => {
        get({ port: front.port, host: '127.0.0.1', ca: certificate.cert }, answer => {
          answer.resume().on('end', () => resolve(answer.headers));
        }).on('error', reject);
      });
      // TLS 1.3 is one round trip and the request another; timers may be a millisecond early.
      expect(performance.now() - started).toBeGreaterThanOrEqual(4 * 30 - 4);
      expect(headers.connection).toBe('close');
      await front.quiet(60);
    } finally {
      front.stop();
    }
  });

  it('resets what connects while it is down, and counts that', async () => {
    const certificate = makeCertificate();
    const front = await Front.start((_, response) => response.end(), {
      certificate,
      delayMs: 0,
      isCold: true,
    });
    try {
      front.goDown();
      const refused = front.refuses(0);
      const failed = new Promise(resolve =>
        get({ port: front.port, host: '127.0.0.1', ca: certificate.cert }).on('error', resolve),
      );
      expect(await failed).toMatchObject({ code: 'ECONNRESET' });
      await refused;
      expect(front.refused).toBe(1);
    } finally {
      front.stop();
    }
  });
});

/** Where a constructed value of DER states its length in more bytes than it needs. */
function nonMinimal(bytes: Buffer, from = 0, to = bytes.length): number[] {
  const found: number[] = [];
  for (let at = from; at < to; ) {
    const type = bytes[at]!;
    const first = bytes[at + 1]!;
    const more = first < 128 ? 0 : first & 127;
    const length = more ? bytes.readUIntBE(at + 2, more) : first;
    if (more && (length < 128 || (more > 1 && length < 256))) found.push(at);
    const start = at + 2 + more;
    if (type & 0x20) found.push(...nonMinimal(bytes, start, start + length));
    at = start + length;
  }
  return found;
}
