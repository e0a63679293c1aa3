import type { Attack } from '../attack.ts';

/** What the machine itself makes of the honest ones. */
const attack: Attack = { title: 'nothing', begin: () => void setInterval(() => {}, 1000) };
export default attack;
