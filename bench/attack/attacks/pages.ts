import type { Attack } from '../attack.ts';
import { endlessly } from '../endlessly.ts';

let count = 0;

const attack: Attack = {
  title: 'the console and the shop, from 40 connections',
  begin: ({ origin }) =>
    endlessly(40, async () => {
      const headers = { 'accept-encoding': 'br' };
      await (await fetch(`${origin}${count++ % 2 ? '/' : '/shop/'}`, { headers })).arrayBuffer();
    }),
};
export default attack;
