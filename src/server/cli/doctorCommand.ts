import { join } from 'node:path';
import { BadOption } from './badOption.ts';
import { readConfig } from './config/readConfig.ts';
import { bad, type Check, checkLine, ok, skip } from './doctor/check.ts';
import { checkClock } from './doctor/checkClock.ts';
import { checkData, checkDisk, checkPermissions, inFile } from './doctor/checkFolder.ts';
import { checkBeacon, checkProxy, checkRunning } from './doctor/checkPublic.ts';
import { checkServer, inServers } from './doctor/checkServers.ts';
import { type Options, readOptions } from './options.ts';

const HELP = `Usage: tgp doctor [options]

Checks a collector: its data, permissions, disk and clock, that it runs, what its proxy passes on, and that a beacon arrives
by each public URL. One line for each check, with what to do where it fails; the exit code is 1 if any does.
Give it the options and variables that the collector is started with, and run it as the same user.

  --write-key <key>      a tag of yours: the beacon is stored as its event (without: one that names no tag is refused)
  --help                 this text; "tgp --help" lists the other options`;

/** `tgp doctor`: what it prints. Its exit code tells whether all is well. */
export async function doctorCommand(args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  const { writeKey, rest } = withoutWriteKey(args);
  const options = readOptions(rest, env);
  if (options === 'help') return HELP;
  if (options === 'version') throw new BadOption('doctor has no version of its own: tgp --version');
  const checks = await doctor(options, { now: Date.now, writeKey, env });
  if (checks.some(({ state }) => state === 'FAIL')) process.exitCode = 1;
  return checks.map(checkLine).join('\n');
}

function withoutWriteKey(args: string[]): { writeKey: string | undefined; rest: string[] } {
  const at = args.findIndex(arg => /^--write-key(=|$)/.test(arg));
  if (at < 0) return { writeKey: undefined, rest: args };
  const isJoined = args[at]!.includes('=');
  const writeKey = isJoined ? args[at]!.slice('--write-key='.length) : args[at + 1];
  if (!writeKey || writeKey.startsWith('-'))
    throw new BadOption('--write-key: give it a value; "tgp doctor --help" lists the options');
  return { writeKey, rest: args.toSpliced(at, isJoined ? 1 : 2) };
}

/** All checks, in the order in which they help. */
export async function doctor(
  { data, servers, maxStore, host, port, config, publicUrls = [] }: Options,
  { now, writeKey, env }: { now: () => number; writeKey: string | undefined; env: NodeJS.ProcessEnv },
): Promise<Check[]> {
  const folder = servers ? undefined : checkData(data);
  const running = await checkRunning(host, port);
  const events = servers ? inServers(servers) : inFile(join(data, 'tgp.db'));
  const proxies = await Promise.all(publicUrls.map(url => checkProxy(url)));
  const beacons = await Promise.all(publicUrls.map(url => checkBeacon(url, events, writeKey)));
  const elsewhere = proxies.flatMap(({ at }) => at ?? []);
  const outside = publicUrls.length
    ? [...proxies.map(each => each.check), ...beacons]
    : [skip('public', 'no --public-url: the console answers under addresses and localhost alone')];
  const stored = servers ? await Promise.all(servers.map(checkServer)) : [];
  return [
    ...(folder ? [folder.check] : stored),
    ...(config === undefined ? [] : [checkConfig(config, env)]),
    ...(folder ? [checkPermissions(data), checkDisk(data, maxStore)] : []),
    checkClock(now(), folder?.store?.newestAt ?? null, elsewhere),
    proxies.some(({ isReached }) => isReached) && running.state === 'FAIL'
      ? skip('collector', `${running.found}, but the public URL reaches one`)
      : running,
    ...outside,
  ];
}

function checkConfig(file: string, env: NodeJS.ProcessEnv): Check {
  try {
    const { accounts, users } = readConfig(file, env);
    return ok('config', `${file}: ${accounts.length} accounts, ${users.length} users`);
  } catch (error) {
    return bad('config', (error as Error).message, 'tgp plan tells more');
  }
}
