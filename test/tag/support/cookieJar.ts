/** One cookie as the page set it. */
export interface Cookie {
  value: string;
  /** The attributes' text, from `path` on. */
  attributes: string;
  domain: string;
}

/** Cookies of a host, where one for `com` or for another host is refused as by a browser. */
export function cookieJar(): { cookies: Map<string, Cookie>; property: PropertyDescriptor } {
  const cookies = new Map<string, Cookie>();
  return {
    cookies,
    property: {
      configurable: true,
      get: () => [...cookies].map(([key, { value }]) => `${key.split(' ')[0]}=${value}`).join('; '),
      set(text: string) {
        const [, name = '', value = '', attributes = ''] = /^([^=]*)=([^;]*)(.*)$/.exec(text)!;
        const domain = /;domain=([^;]*)/i.exec(attributes)?.[1] ?? '';
        if (domain && (!domain.includes('.') || !`.${location.hostname}`.endsWith(`.${domain}`))) return;
        if (/;Secure/i.test(attributes) && location.protocol !== 'https:') return;
        const key = domain ? `${name} ${domain}` : name;
        if (/max-age=0\b/i.test(attributes)) cookies.delete(key);
        else cookies.set(key, { value, attributes, domain });
      },
    },
  };
}
