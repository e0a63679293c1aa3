import type { Mutant } from './inFile.ts';
import { memoryMutants } from './memoryMutants.ts';
import { sharedMutants } from './sharedMutants.ts';
import { sqliteMutants } from './sqliteMutants.ts';

/** All of them. */
export const MUTANTS: Mutant[] = [...memoryMutants, ...sqliteMutants, ...sharedMutants];
