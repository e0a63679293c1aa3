import { MemoryStore } from '../../../src/server/memory/memoryStore.ts';
import { conformance } from './conformance.ts';

conformance('memory', async options => ({ store: new MemoryStore(options) }), { hasDisk: false });
