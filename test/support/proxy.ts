import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeCertificate } from '../../e2e/support/certificate.ts';
import { openServer } from './openServer.ts';
import { tempRoot } from './tempRoot.ts';

const DEPLOY = fileURLToPath(new URL('../../deploy/', import.meta.url));

/** What the site's own server says beside the collector under its path. */
export const SITE = 'the shop itself';

export type ProxyKind = 'nginx' | 'caddy';
export type ProxyPlace = 'own-host' | 'under-path';

export interface Proxy {
  /** Where it takes TLS for its host; by plain HTTP it redirects there. */
  port: number;
  httpPort: number;
  close(): Promise<void>;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const taken = await openServer(createServer());
  await taken.close();
  return taken.port;
}

/** Whether a program is on this machine. What needs it is skipped without it, and says so. */
export function hasProgram(name: string, from: string): boolean {
  try {
    execFileSync('/bin/sh', ['-c', `command -v ${name}`], { stdio: 'pipe' });
    return true;
  } catch {
    process.stderr.write(
      `\nSKIPPED: there is no ${name} on this machine; Debian has it: apt-get install ${from}\n`,
    );
    return false;
  }
}

const read = (file: string): string => readFileSync(join(DEPLOY, file), 'utf8');

function replaced(text: string, pairs: [from: string | RegExp, to: string][]): string {
  return pairs.reduce((changed, [from, to]) => {
    const after = changed.replaceAll(from as string, to);
    if (after === changed) throw new Error(`there is no ${from} in the file`);
    return after;
  }, text);
}

/**
 * Runs a proxy as the files of `deploy/` say, on ports of its own and with a certificate of its own, before the collector
 * that listens on a port.
 * @param plain the site's own server takes plain HTTP
 */
export async function openProxy(
  kind: ProxyKind,
  place: ProxyPlace,
  { to, ports, plain = false }: { to: number; ports: [https: number, http: number]; plain?: boolean },
): Promise<Proxy> {
  const folder = mkdtempSync(join(tempRoot, 'tgp-proxy-'));
  const [port, httpPort] = ports;
  const { key, cert } = makeCertificate(place === 'own-host' ? 'collect.example.com' : 'shop.example');
  writeFileSync(join(folder, 'cert.pem'), cert);
  writeFileSync(join(folder, 'key.pem'), key);
  mkdirSync(join(folder, 'site'));
  writeFileSync(join(folder, 'site/index.html'), SITE);
  const parts = { folder, port, httpPort, to, place, plain };
  const args = kind === 'nginx' ? nginx(parts) : caddy(parts);
  const child = spawn(kind, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
  });
  const abandon = () => child.kill('SIGKILL');
  process.on('exit', abandon);
  const close = async () => {
    process.off('exit', abandon);
    if (child.exitCode === null && !child.signalCode) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await listening(child, port);
  } catch (error) {
    await close();
    throw error;
  }
  return { port, httpPort, close };
}

interface Parts {
  folder: string;
  port: number;
  httpPort: number;
  to: number;
  place: ProxyPlace;
  plain: boolean;
}

function nginx({ folder, port, httpPort, to, place, plain }: Parts): string[] {
  const own = replaced(read(`nginx/${place}.conf`), [['127.0.0.1:4242', `127.0.0.1:${to}`]]);
  const tls = `ssl_certificate ${folder}/cert.pem; ssl_certificate_key ${folder}/key.pem;`;
  const servers =
    place === 'own-host'
      ? replaced(own, [
          ['listen 80;', `listen 127.0.0.1:${httpPort};`],
          ['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`],
          ['https://$host$', `https://$host:${port}$`],
          [/ssl_certificate .*;/g, `ssl_certificate ${folder}/cert.pem;`],
          [/ssl_certificate_key .*;/g, `ssl_certificate_key ${folder}/key.pem;`],
        ])
      : `server { listen 127.0.0.1:${port}${plain ? '' : ' ssl'}; ${plain ? '' : tls}
           location / { root ${folder}/site; }
           include site.conf; }`;
  if (place === 'under-path') writeFileSync(join(folder, 'site.conf'), own);
  writeFileSync(join(folder, 'tgp-proxy.conf'), read('nginx/proxy.conf'));
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map(name => `${name}_temp_path ${folder}/${name};`)
    .join(' ');
  writeFileSync(
    join(folder, 'nginx.conf'),
    `${process.getuid?.() === 0 ? 'user root root;' : ''} daemon off; master_process off; pid ${folder}/pid; error_log stderr warn;
     events {} http { access_log off; ${temp} ${servers} }`,
  );
  return ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'];
}

function caddy({ folder, port, httpPort, to, place }: Parts): string[] {
  const host = place === 'own-host' ? 'collect.example.com {' : 'shop.example {';
  const sites = replaced(read(`caddy/${place}.Caddyfile`), [
    [host, `${host}\n\ttls ${folder}/cert.pem ${folder}/key.pem`],
    ['127.0.0.1:4242', `127.0.0.1:${to}`],
    ...(place === 'under-path' ? [['/var/www/shop', `${folder}/site`] as [string, string]] : []),
  ]);
  const global = `{\n\tadmin off\n\thttp_port ${httpPort}\n\thttps_port ${port}\n\tdefault_bind 127.0.0.1\n}\n`;
  writeFileSync(join(folder, 'Caddyfile'), global + sites);
  return ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'];
}

/** Settles once a connection is taken there. */
async function listening(child: ChildProcess, port: number): Promise<void> {
  let said = '';
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', text => {
      said += text;
    });
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the proxy ended:\n${said}`);
    const socket = connect(port, '127.0.0.1');
    const isTaken = await new Promise(resolve =>
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false)),
    );
    socket.destroy();
    if (isTaken) return;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
