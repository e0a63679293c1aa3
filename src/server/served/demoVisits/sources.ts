/** What brings made-up visitors, and how often. */
export interface Source {
  weight: number;
  /** '' of who comes by himself. */
  referrer: string;
  /** As a tag reads `utm_*` and click ids. */
  campaign?: Record<string, string>;
  /** How much likelier than others they are to buy. */
  buys: number;
}

export const SOURCES: readonly Source[] = [
  { weight: 26, referrer: 'https://www.google.com/', buys: 1 },
  { weight: 24, referrer: '', buys: 1.4 },
  { weight: 6, referrer: 'https://duckduckgo.com/', buys: 1 },
  { weight: 4, referrer: 'https://www.bing.com/', buys: 0.9 },
  {
    weight: 10,
    referrer: 'https://www.google.com/',
    campaign: { source: 'google', medium: 'cpc', name: 'grinders', gclid: 'demo' },
    buys: 1.5,
  },
  {
    weight: 9,
    referrer: '',
    campaign: { source: 'newsletter', medium: 'email', name: 'autumn-roast' },
    buys: 2.4,
  },
  { weight: 7, referrer: 'https://www.instagram.com/', buys: 0.5 },
  {
    weight: 5,
    referrer: 'https://www.facebook.com/',
    campaign: { source: 'facebook', medium: 'paid_social', name: 'pour-over', fbclid: 'demo' },
    buys: 0.7,
  },
  { weight: 4, referrer: 'https://chatgpt.com/', buys: 1.1 },
  { weight: 2, referrer: 'https://www.perplexity.ai/', buys: 1 },
  { weight: 5, referrer: 'https://coffee-notes.example/hand-grinders', buys: 1.3 },
  {
    weight: 3,
    referrer: '',
    campaign: { source: 'flyer', medium: 'print', name: 'market-day' },
    buys: 0.8,
  },
];
