import { Reader } from 'mmdb-lib';
import { expect, test } from 'vitest';
import { databaseNetworks } from '../../../src/server/collect/databaseNetworks.ts';
import { mmdb } from '../../support/mmdb.ts';

const lookup = (networks: Parameters<typeof mmdb>[0]) => {
  const reader = new Reader(mmdb(networks));
  return (address: string) => reader.get(address);
};

test.each([
  [{ country: { iso_code: 'AT' } }, 'AT'],
  [{ country_code: 'at' }, 'AT'],
  [{ country: 'AT' }, 'AT'],
  [{ registered_country: { iso_code: 'AT' } }, 'AT'],
  [{ country: { iso_code: 'ZZ' } }, undefined],
  [{ country: 'Austria' }, undefined],
  [{ country: {} }, undefined],
  [{}, undefined],
])('reads a country in the words of each maker: %o', (row, country) => {
  const { countryOf } = databaseNetworks({ geo: lookup({ '203.0.113.0/24': row }) });
  expect(countryOf('203.0.113.77')).toBe(country);
  expect(countryOf('203.0.114.1')).toBeUndefined();
});

test.each([
  [{ autonomous_system_number: 24940, autonomous_system_organization: 'Hetzner' }, true],
  [{ asn: 'AS16509' }, true],
  [{ is_hosting_provider: true }, true],
  [{ traits: { is_hosting_provider: true } }, true],
  [{ autonomous_system_number: 8447, autonomous_system_organization: 'A1' }, false],
  [{ is_hosting_provider: false, autonomous_system_number: 8447 }, false],
  [{}, false],
])(
  'knows a network that hosts servers by its number, or where the database says so: %o',
  (row, isHosting) => {
    const networks = databaseNetworks({ hosting: lookup({ '198.51.100.0/25': row }) });
    expect(networks.isHosting('198.51.100.9')).toBe(isHosting);
    expect(networks.isHosting('198.51.100.200')).toBe(false);
  },
);

test.each(['', 'unix:', 'no address', '2001:db8::1', '999.1.1.1'])(
  'knows nothing of what is no address: "%s"',
  address => {
    const all = lookup({ '128.0.0.0/1': { country: 'AT', hosting: true } });
    const { countryOf, isHosting } = databaseNetworks({ geo: all, hosting: all });
    expect([countryOf(address), isHosting(address)]).toEqual([undefined, false]);
  },
);
