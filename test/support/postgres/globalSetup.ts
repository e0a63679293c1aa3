import type { TestProject } from 'vitest/node';
import { startPostgres } from './startPostgres.ts';
import { makeTemplate } from './template.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the tests' PostgreSQL listens. */
    postgresPort: number;
  }
}

/** One server for all files of a project. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  await makeTemplate(server.url);
  project.provide('postgresPort', server.port);
  return () => server.stop();
}
