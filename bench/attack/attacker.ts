// Carries out an attack, in a process of its own: `node attacker.ts <name> <target as JSON>`. Says when it begins.
import type { Attack, Target } from './attack.ts';

const [name, json] = process.argv.slice(2);
const target: Target = JSON.parse(json!);
const attack: Attack = (await import(`./attacks/${name}.ts`)).default;
await attack.prepare?.(target);
attack.begin(target);
console.log('begun');
