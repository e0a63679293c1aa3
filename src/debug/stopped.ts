import { attempt } from '../protocol/attempt.ts';
import { hear } from '../tag/platform.ts';
import type { Entry } from './entry.ts';

/** What one directive must let through. */
const FIXES: { [directive: string]: string } = {
  'connect-src':
    'Add this address to connect-src of the page’s Content-Security-Policy. Images may go on where img-src has it.',
  'img-src': 'Add this address to img-src of the page’s Content-Security-Policy.',
  'script-src':
    'Add this address to script-src of the page’s Content-Security-Policy, or give the snippet the page’s nonce.',
  'require-trusted-types-for':
    'The page allows Trusted Types alone: add the policies tgp and tgp-js to trusted-types, where scripts are to load.',
  'trusted-types': 'Add this policy to trusted-types of the page’s Content-Security-Policy.',
};

/**
 * Tells of what the page's policy or something else stopped, as far as it is the tag's.
 * @param isOurs whether a URL is one that the tag asks for
 */
export function watchStopped(isOurs: (url: string) => boolean, onEntry: (entry: Entry) => void): void {
  hear('securitypolicyviolation', (event: SecurityPolicyViolationEvent) => {
    const { blockedURI, sourceFile, effectiveDirective, disposition } = event;
    if (!isOurs(blockedURI) && !isOurs(sourceFile || '')) return;
    const directive = effectiveDirective.replace(/-(elem|attr)$/, '');
    const address = originOf(blockedURI) || blockedURI;
    onEntry({
      kind: 'stopped',
      title: `${effectiveDirective} stopped ${address}${disposition === 'report' ? ' (only reported)' : ''}`,
      time: +new Date(),
      meaning: FIXES[directive] || 'The page’s Content-Security-Policy does not let it through.',
      detail: blockedURI,
      told: { directive: effectiveDirective, blocked: address.slice(0, 200), disposition },
    });
  });
  // Of a script or an image that did not come; the capture phase sees what does not bubble.
  hear('error', (event: Event) => {
    const { target } = event;
    const url = attempt(() => (target as HTMLImageElement | null)!.src) || '';
    if (typeof url !== 'string' || !isOurs(url)) return;
    onEntry({
      kind: 'failed',
      title: `Did not load: ${originOf(url)}`,
      time: +new Date(),
      meaning: 'A blocker, the page’s Content-Security-Policy, or the network.',
      detail: url,
      told: { status: 'fail', reason: `did not load: ${originOf(url)}` },
    });
  });
}

const originOf = (url: string): string => (/^https?:\/\/[^/?#]+/.exec(url) || [''])[0];
