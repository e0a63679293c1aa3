import { describe, expect, it } from 'vitest';
import { wantedEngines } from '../../scripts/engines.mjs';

describe('the engines to test in', () => {
  it('are all that are there, unless they are named: then they must be there', () => {
    expect(wantedEngines('')).toEqual({ names: ['chromium', 'firefox', 'webkit'], must: false });
    expect(wantedEngines('webkit, chromium')).toEqual({ names: ['chromium', 'webkit'], must: true });
  });

  it('have names, and a wrong one is told with the right ones', () => {
    expect(() => wantedEngines('chromium,gecko')).toThrow(
      'TGP_ENGINES: "gecko" is no engine; use chromium, firefox, webkit',
    );
  });
});
