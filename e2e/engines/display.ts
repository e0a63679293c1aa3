import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { endWithThis } from './endWithThis.ts';

let display: Promise<string | undefined> | undefined;

/** The screen to show windows on: the machine's own, else one in memory, which ends with this process. */
export function findDisplay(): Promise<string | undefined> {
  display ??=
    process.platform !== 'linux' || process.env.DISPLAY ? Promise.resolve(process.env.DISPLAY) : open();
  return display;
}

function open(): Promise<string> {
  return new Promise((resolve, reject) => {
    // It would start anew when the last browser has closed, and turn away the one that opens meanwhile.
    const noReset = '-noreset';
    const args = ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp', noReset];
    const screen = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    endWithThis(screen);
    screen.unref();
    const said = screen.stdio[3] as Readable;
    // The number and the end of its line come apart at times: whose line is not read to its end, dies.
    createInterface(said).once('line', number => {
      said.destroy();
      resolve(`:${number}`);
    });
    screen.on('error', error => reject(new Error(`no screen, and Xvfb does not start: ${error.message}`)));
    screen.on('exit', code => reject(new Error(`Xvfb ended (exit ${code})`)));
  });
}
