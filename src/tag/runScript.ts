import { attempt } from './attempt.ts';

interface Policy {
  createScriptURL: (url: string) => string;
}

declare const trustedTypes: { createPolicy(name: string, rules: Policy): Policy };

let policy: Policy | undefined;

/** Runs another party's script in the page. Throws where Trusted Types forbid it. */
export function runScript(url: string): void {
  const script = document.createElement('script');
  script.referrerPolicy = 'no-referrer';
  script.nonce = (document.querySelector<HTMLElement>('[nonce]') || script).nonce!;
  document.head.appendChild(script).src =
    // A policy of its own: a site that allows it lets the scripts of others in. Without one the URL is a plain text.
    attempt(() =>
      (policy =
        policy || trustedTypes.createPolicy('tgp-js', { createScriptURL: text => text })).createScriptURL(
        url,
      ),
    ) || url;
}
