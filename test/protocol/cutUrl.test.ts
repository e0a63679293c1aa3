import { describe, expect, test } from 'vitest';
import { CLICK_IDS } from '../../src/protocol/clickIds.ts';
import { type CutNames, cutSource, cutUrl } from '../../src/protocol/cutUrl.ts';

const cut = (url: string, names: CutNames = {}) => {
  const told: string[] = [];
  return { url: cutUrl(url, cutSource(names), name => told.push(name)), told };
};

describe('cutUrl', () => {
  test.each([
    [
      'https://s.example/a?email=jane%40x.example&reset_token=abc&x=1',
      'https://s.example/a?x=1',
      'email reset_token',
    ],
    [
      'https://s.example/?x=1&password=p#access_token=1&z=3',
      'https://s.example/?x=1#z=3',
      'password access_token',
    ],
    ['https://s.example/cb?code=1&state=2', 'https://s.example/cb', 'code state'],
    [
      '/a?next=https%3A%2F%2Fs%2Freset%3Ftoken%3Dabc%26a%3D1&b=2',
      '/a?next=https%3A%2F%2Fs%2Freset%3Fa%3D1&b=2',
      'token',
    ],
    ['/a?n=%2Fb%3Fm%3D%252Fc%253Fssn%253D1%2526d%253D2', '/a?n=%2Fb%3Fm%3D%252Fc%253Fd%253D2', 'ssn'],
    ['https://s.example/#/reset?token=abc&y=1', 'https://s.example/#/reset?y=1', 'token'],
    ['?a=1&amp;phone=2&amp;b=3', '?a=1&amp;b=3', 'phone'],
    ['?token=a%26b%23c&d=1', '?d=1', 'token'],
    ['?token=&d=1', '?d=1', 'token'],
    ['https://u:p@s.example/x?a=1', 'https://s.example/x?a=1', 'user:password@'],
    ['/cart;jsessionid=12ab?a=1', '/cart?a=1', 'jsessionid'],
    ['?q=jane%40x.example&u=jane+news@x.example', '', 'q u'],
    ['?t=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc&a=1', '?a=1', 't'],
    ['?a=\ud800&iban=1', '?a=\ud800', 'iban'],
    ['?a=%uD800%3Fiban%3D1', '?a=%EF%BF%BD', 'iban'],
    ['?a=1;token=2;b=3', '?a=1;b=3', 'token'],
    ['?%74oken=1&b=2', '?b=2', 'token'],
    ['?a=%2570in%253D1&b=2', '?a=&b=2', 'pin'],
    ['?a=%3F%2570in%3D1&b=2', '?a=&b=2', 'pin'],
    ['?token=2;b=3#c', '?b=3#c', 'token'],
    ['?password=a;b&c=d', '?c=d', 'password'],
    ['?code[]=1&code%5B0%5D=2&b=3', '?b=3', 'code[] code[0]'],
    ['?referrer=token%3Da%26b%3D1&c=d', '?referrer=b%3D1&c=d', 'token'],
    ['?referrer=b%3D1%26token%3Da', '?referrer=b%3D1', 'token'],
    ['?r=token%3Da', '?r=', 'token'],
    ['?r=x%253Dtoken%25253Da%252526b%25253D1', '?r=x%253Db%25253D1', 'token'],
    ['/a?n=%2Fb%3Fm%3D%252Fc%253Fssn%253D1%26k%3D2', '/a?n=%2Fb%3Fm%3D%252Fc%26k%3D2', 'ssn'],
  ])('cuts what is a secret or a person from %s', (url, left, told) => {
    expect(cut(url)).toEqual({ url: left, told: told.split(' ') });
  });

  test.each(
    (
      'userEmail e-mail customer[email] customer%5Bphone%5D billing.iban user_ssn pwd passwd passphrase id_token Token ' +
      'client_secret apiKey api-key secure_key key login oauth_verifier authorization session_id PHPSESSID sig ' +
      'X-Amz-Signature X-Amz-Credential firstName last_name full-name surname username birthdate address1 zip tel ' +
      'telephone card_number cvv otp pin dob jwt'
    ).split(' '),
  )('cuts the parameter %s', name => {
    expect(cut(`https://s.example/?a=1&${name}=x&b=2`).url).toBe('https://s.example/?a=1&b=2');
  });

  test.each(
    (
      'utm_campaign utm_content product_code coupon_code country_code sort_key keyword businessname author mailing page ' +
      'category_name q id variant size color statement passenger emai zipper'
    ).split(' '),
  )('leaves the parameter %s', name => {
    expect(cut(`?${name}=x`)).toEqual({ url: `?${name}=x`, told: [] });
  });

  test('leaves click ids', () => {
    const url = `?${CLICK_IDS.map(name => `${name}=CjwKCAjw`).join('&')}`;
    expect(cut(url).url).toBe(url);
  });

  test('leaves a text that is no address as it is', () => {
    for (const url of [
      '',
      '?q=see%3A+token%3D1',
      '/token%3D1',
      '?a=b;c',
      '100% email',
      'a%E0%A4%A',
      'https://s.example/@jane',
      '?email',
      '?=a&&b',
    ]) {
      expect(cut(url)).toEqual({ url, told: [] });
    }
  });

  test('cuts more names, and keeps some, as they are said: whole and in any case', () => {
    const names = { cut: ['kundennr', 'a[b]', 'x.y'], kept: ['code', 'Email'] };
    expect(cut('?KundenNr=1&a%5Bb%5D=1&a[b]=2&x.y=3&xzy=4&code=5&email=6&e-mail=7', names)).toEqual({
      url: '?xzy=4&code=5&email=6',
      told: ['KundenNr', 'a[b]', 'a[b]', 'x.y', 'e-mail'],
    });
  });

  test('names no value, whatever stands in it', () => {
    const { told } = cut('?token=a%2523b%23c%3Fd&password=%2525%23e#code=f');
    expect(told).toEqual(['token', 'password', 'code']);
  });

  test('takes time that grows with the length alone', () => {
    const units = [
      'email',
      '?email=',
      'a',
      'b@',
      'b%40',
      '+',
      '&',
      '?x=%3F',
      `?x=${'a'.repeat(63)}@`,
      '%253F',
      '[',
      ';',
      ';a=',
      '%3D',
    ];
    for (const unit of units) {
      const url = `?a=${unit.repeat(300_000 / unit.length)}`;
      // Quadratic work would take minutes here, and the test its time-out.
      expect(cut(url).url.length).toBeLessThanOrEqual(url.length);
    }
  });
});
