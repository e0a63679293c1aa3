import type { OutputOptions, Plugin, RollupOptions } from 'rollup';

export const tag: RollupOptions & { plugins: Plugin[]; output: OutputOptions };
export const debug: RollupOptions & { output: OutputOptions };
