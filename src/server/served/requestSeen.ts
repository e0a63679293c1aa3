import type { FastifyRequest } from 'fastify';
import { addressOf } from '../http/addressOf.ts';
import type { IsTrusted } from '../http/trustedBy.ts';

/** How a request reached the collector, as whoever sent it may know: it shows what proxies make of it. */
export interface RequestSeen {
  protocol: string;
  host: string | null;
  /** The public URL that it came by. */
  public_url: string | null;
  /** Whom its limits count for. */
  address: string | null;
  /** Whether a proxy says that it passed it on. */
  forwarded: boolean;
  /** Whether that proxy is one of --trust-proxy. */
  believed: boolean;
}

export function requestSeen(request: FastifyRequest, isTrusted: IsTrusted | undefined): RequestSeen {
  const { headers, protocol, socket, publicUrl, ip } = request;
  const forwarded = Boolean(headers['x-forwarded-for'] ?? headers['x-forwarded-proto'] ?? headers.forwarded);
  const believed = isTrusted?.(socket.remoteAddress ?? '') ?? false;
  return {
    protocol: protocol === 'https' ? 'https' : 'http',
    host: headers.host ?? null,
    public_url: publicUrl ?? null,
    // A proxy's own is nobody's business.
    address: forwarded && !believed ? null : (addressOf(ip) ?? null),
    forwarded,
    believed,
  };
}
