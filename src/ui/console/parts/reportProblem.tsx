import { TEXT } from '../text.ts';
import type { Report } from './useReport.ts';

/** What is wrong with a report, and another try. */
export function ReportProblem({ of: { problem, load } }: { of: Report<unknown> }) {
  if (!problem.value) return null;
  return (
    <p class="hint problem">
      {problem.value}{' '}
      <button type="button" class="link" onClick={load}>
        {TEXT.tryAgain}
      </button>
    </p>
  );
}
