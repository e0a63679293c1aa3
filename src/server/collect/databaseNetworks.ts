import { isIP } from 'node:net';
import { HOSTING_NETWORKS } from './hostingNetworks.ts';
import type { Networks } from './networks.ts';

/** What a database has of an address; null where it has nothing. Throws where that is no address. */
export type Lookup = (address: string) => unknown;

/** What databases say of addresses, in the words of those that there are. */
export function databaseNetworks({ geo, hosting }: { geo?: Lookup; hosting?: Lookup }): Networks {
  const find = (lookup: Lookup | undefined, address: string): Row => {
    // Behind a proxy an address is whatever its client wrote.
    if (!lookup || !isIP(address)) return {};
    try {
      return rowOf(lookup(address));
    } catch {
      // A database of IPv4 alone.
      return {};
    }
  };
  return {
    countryOf: address => countryIn(find(geo, address)),
    isHosting: address => isOfHosting(find(hosting, address)),
  };
}

type Row = Record<string, unknown>;

/** `country.iso_code` as MaxMind and DB-IP have it, `country_code` as ip-location-db and IP2Location, `country` as IPinfo. */
function countryIn({ country, registered_country, country_code }: Row): string | undefined {
  const codes = [rowOf(country).iso_code, country_code, country, rowOf(registered_country).iso_code];
  const code = codes.find(each => typeof each === 'string' && /^[A-Za-z]{2}$/.test(each));
  // What stands for none, or for a region.
  return code && !['ZZ', 'XX', 'EU', 'AP'].includes(`${code}`.toUpperCase())
    ? `${code}`.toUpperCase()
    : undefined;
}

/** A database of networks by their number, or one that says itself which of them hosts. */
function isOfHosting(row: Row): boolean {
  const { is_hosting_provider, is_hosting, hosting, traits } = row;
  const said = [is_hosting_provider, is_hosting, hosting, rowOf(traits).is_hosting_provider];
  if (said.some(each => each === true || each === 'true')) return true;
  const number = /^(?:AS)?(\d{1,10})$/i.exec(`${row.autonomous_system_number ?? row.asn ?? ''}`)?.[1];
  return number !== undefined && HOSTING_NETWORKS.has(Number(number));
}

const rowOf = (value: unknown): Row => (typeof value === 'object' && value !== null ? (value as Row) : {});
