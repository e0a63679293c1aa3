import ts from 'typescript';

/** Read and bound once: the types of the browser and of Node are most of a program. */
const files = new Map<string, ts.SourceFile | undefined>();

/** What TypeScript says of each of these sources, by their paths, as if they were there: all in one program. */
export function compile(
  sources: Record<string, string>,
  options: ts.CompilerOptions,
): Record<string, string[]> {
  const host = ts.createCompilerHost({ ...options, noEmit: true });
  const { getSourceFile, fileExists } = host;
  host.fileExists = name => name in sources || fileExists(name);
  host.getSourceFile = (name, version, ...rest) => {
    if (name in sources) return ts.createSourceFile(name, sources[name]!, version);
    if (!files.has(name)) files.set(name, getSourceFile.call(host, name, version, ...rest));
    return files.get(name);
  };
  const program = ts.createProgram(Object.keys(sources), { ...options, noEmit: true }, host);
  return Object.fromEntries(
    Object.keys(sources).map(path => [
      path,
      ts
        .getPreEmitDiagnostics(program, program.getSourceFile(path))
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')),
    ]),
  );
}
