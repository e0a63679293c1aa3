import { attempt } from './say.ts';

interface Policy {
  createScriptURL: (url: string) => string;
}

declare const window: { trustedTypes: { createPolicy(name: string, rules: Policy): Policy } };

let policy: Policy | undefined;

/**
 * What a script's `src` takes under Trusted Types; undefined without them. A policy of its own: a site that allows it
 * lets the scripts of others in.
 */
export const trust = (url: string): string | undefined =>
  attempt(() =>
    (policy =
      policy || window.trustedTypes.createPolicy('tgp-js', { createScriptURL: String })).createScriptURL(
      url,
    ),
  );
