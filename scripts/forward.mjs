import { spawn } from 'node:child_process';
import { ROOT } from './run.mjs';

/** Lets another program take this one's place: its terminal, its signals, its exit code. */
export function forward(command, args) {
  const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit' });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  // npm runs a script in a shell, which a SIGTERM ends without a word to this process.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event)
    setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 250).unref();
  child.on('error', error => {
    console.error(`tgp: ${command}: ${error.message}`);
    process.exit(1);
  });
  return new Promise(() => {
    child.on('exit', (code, signal) => {
      if (!signal) process.exit(code);
      for (const name of signals) process.removeAllListeners(name);
      process.kill(process.pid, signal);
    });
  });
}
