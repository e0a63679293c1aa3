/** An npm package that holds a Node. */
export interface NodePackage {
  name: string;
  version: string;
  integrity: string;
}

export function fetchNode(
  node: NodePackage,
  say?: () => void,
): Promise<{ path: string; problem?: undefined } | { path?: undefined; problem: string }>;
