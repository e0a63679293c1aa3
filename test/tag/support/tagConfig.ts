// The plain file has none built in; see rollup.config.mjs.
Object.assign(globalThis, { tgpConfig: [[], new Map()] });
