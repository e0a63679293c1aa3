/**
 * Numbers (AS) of networks that rent out servers, by their registries, as of 2026-11. None of those that people's own traffic
 * comes out of as well: Google's 15169 fetches their mail, Cloudflare's, Akamai's and Fastly's are Apple's and browsers' relays,
 * M247's and Datacamp's are most of all VPNs.
 */
export const HOSTING_NETWORKS: ReadonlySet<number> = new Set([
  // Amazon Web Services
  ...[14618, 16509],
  // Google Cloud
  396982,
  // Microsoft Azure
  8075,
  // Oracle Cloud
  31898,
  // Alibaba Cloud, Tencent Cloud, Huawei Cloud
  ...[37963, 45102, 45090, 132203, 55990, 136907],
  // DigitalOcean, Linode, Vultr
  ...[14061, 63949, 20473],
  // Hetzner
  ...[24940, 212317, 213230],
  // OVH
  16276,
  // Scaleway, Contabo, netcup, IONOS, Strato, Aruba
  ...[12876, 51167, 40021, 197540, 8560, 6724, 31034],
  // Leaseweb
  ...[60781, 28753, 30633, 59253],
  // Hostinger, Namecheap, GoDaddy, DreamHost, A2, Rackspace
  ...[47583, 22612, 26496, 26347, 55293, 19994, 27357],
  // UpCloud, Selectel, Servers.com, Equinix Metal, Fly.io, ColoCrossing
  ...[202053, 49505, 7979, 54825, 40509, 36352],
]);
