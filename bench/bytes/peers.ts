/** A tag of somebody else's, as its package ships it. */
export interface Peer {
  /** Its package and version. */
  of: string;
  /** The file that a page loads. */
  file: string;
  /** Shipped for bundlers, as it was written: what a bundler leaves of it is measured. */
  minify?: 'script' | 'module';
  can: readonly Feature[];
}

/** What a tag can do by itself, without a plugin or its server. */
export const FEATURES = {
  identity: 'knows a visitor again',
  session: 'has sessions',
  campaign: 'keeps the campaign',
  consent: 'asks for consent',
  retry: 'sends again later',
  views: 'single-page views',
} as const;

export type Feature = keyof typeof FEATURES;

/** What each can do is as its published sources have it, of the versions named here. */
export const PEERS: { [name: string]: Peer } = {
  openpixel: {
    of: 'openpixel@1.3.1',
    file: 'dist/openpixel.min.js',
    can: ['identity', 'campaign'],
  },
  ahoy: { of: 'ahoy.js@0.4.5', file: 'dist/ahoy.min.js', can: ['identity', 'session'] },
  Plausible: {
    of: '@plausible-analytics/tracker@0.4.6',
    file: 'plausible.js',
    minify: 'module',
    can: ['views'],
  },
  Swetrix: { of: 'swetrix@4.6.1', file: 'dist/swetrix.js', can: ['views'] },
  Ackee: { of: 'ackee-tracker@5.1.3', file: 'dist/ackee-tracker.min.js', can: [] },
  walkerOS: {
    of: '@elbwalker/walker.js@3.4.2',
    file: 'dist/walker.js',
    can: ['identity', 'session', 'campaign', 'consent'],
  },
  Snowplow: {
    of: '@snowplow/browser-tracker@4.10.1',
    file: 'dist/index.umd.min.js',
    can: ['identity', 'session', 'retry'],
  },
  Segment: {
    of: '@segment/analytics-next@1.84.3',
    file: 'dist/umd/standalone.js',
    can: ['identity', 'campaign', 'retry'],
  },
  Mixpanel: {
    of: 'mixpanel-browser@2.83.0',
    file: 'dist/mixpanel.min.js',
    can: ['identity', 'session', 'campaign', 'consent', 'retry', 'views'],
  },
  RudderStack: {
    of: '@rudderstack/analytics-js@3.34.1',
    file: 'dist/npm/modern/umd/index.js',
    minify: 'script',
    can: ['identity', 'session', 'consent', 'retry'],
  },
  Amplitude: {
    of: '@amplitude/analytics-browser@2.48.1',
    file: 'lib/scripts/amplitude-min.umd.js',
    can: ['identity', 'session', 'campaign', 'consent', 'retry', 'views'],
  },
  PostHog: {
    of: 'posthog-js@1.449.2',
    file: 'dist/array.js',
    can: ['identity', 'session', 'campaign', 'consent', 'retry', 'views'],
  },
};
