export default { outDir: './out' };
