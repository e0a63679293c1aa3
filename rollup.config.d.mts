import type { OutputOptions, Plugin, RollupOptions } from 'rollup';

export const tag: RollupOptions & { plugins: Plugin[]; output: OutputOptions };
