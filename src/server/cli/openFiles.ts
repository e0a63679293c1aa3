/** How many files this process may have open, connections among them. Node has raised the limit as far as it may. */
export function openFiles(): number {
  const { report } = process as unknown as { report?: Report };
  if (!report) return Infinity;
  // Host names of the connections would be looked up.
  report.excludeNetwork = true;
  const { soft = Infinity } = report.getReport().userLimits?.open_files ?? {};
  return soft === 'unlimited' ? Infinity : soft;
}

/** As far as it is read here. Windows has no limits to tell of. */
interface Report {
  excludeNetwork: boolean;
  getReport(): { userLimits?: { open_files?: { soft: number | 'unlimited' } } };
}
