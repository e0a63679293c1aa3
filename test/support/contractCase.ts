import type { LightMyRequestResponse } from 'fastify';
import type { TestAdvertising } from './advertising.ts';

// biome-ignore lint/suspicious/noExplicitAny: the contract's own, of any shape
export type Example = any;

export interface ContractCase {
  /** The contract's file, and the name of its example answer. */
  answer: [file: string, name: string];
  /** The part of it that this route answers with. Default: all of it. */
  part?(answer: Example): Example;
  /** The name of its example request, where there is one. */
  request?: string;
  /** As the document has it. */
  route: string;
  status: number;
  /** Brings the collector to where the example is, sends the request, and gives its answer. */
  send(at: TestAdvertising, request: Example, answer: Example): Promise<LightMyRequestResponse>;
  /** Where our answer differs from the example's on purpose, with the reason. */
  differs?: Record<string, string>;
  /** What the document does not let pass of the example answer, with the reason. */
  undocumented?: Record<string, string>;
  /** What the document does not let pass of the example request, with the reason. */
  unsent?: Record<string, string>;
}
