/** How many files this process may have open, connections among them. Node has raised the limit as far as it may. */
export function openFiles(): number {
  const { report } = process as unknown as { report?: Report };
  if (!report) return Infinity;
  // Host names of the connections would be looked up.
  report.excludeNetwork = true;
  const { soft = Infinity } = report.getReport().userLimits?.open_files ?? {};
  return soft === 'unlimited' ? Infinity : soft;
}

/** What the collector opens itself: the store, the log, files that it serves. */
const OWN_FILES = 100;

/** Fewer do not even open those. */
export const MIN_FILES = 64;

/** How many connections that leaves: of few files, half. */
export const connectionsWithin = (files: number): number =>
  Math.max(files - OWN_FILES, Math.floor(files / 2));

/** As far as it is read here. Windows has no limits to tell of. */
interface Report {
  excludeNetwork: boolean;
  getReport(): { userLimits?: { open_files?: { soft: number | 'unlimited' } } };
}
