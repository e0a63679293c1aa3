export interface Problem {
  /** As in `config.revenue.value`. */
  field: string;
  message: string;
}

/** An answer that is an error, in any of the API's dialects. */
type Answer =
  | {
      error?: { message?: string; detail?: unknown };
      response?: { error?: string };
      detail?: string;
      messages?: string[];
    }
  | null
  | undefined;

/** A field's name and a colon, as messages about a field begin. */
const FIELD = /^([a-z_][a-z_.\d]*): /;

/** What an answer says is wrong, and with which fields. */
export function readProblems(answer: Answer): { message: string | undefined; problems: Problem[] } {
  const { error, response, detail, messages } = answer ?? {};
  if (Array.isArray(error?.detail)) return { message: error.message, problems: error.detail };
  const message = error?.message ?? response?.error ?? detail ?? messages?.join('; ');
  if (typeof message !== 'string') return { message: undefined, problems: [] };
  // Where one text tells of several fields, each part begins with its own.
  const parts = message.split(/; (?=[a-z_][a-z_.\d]*: )/);
  const problems = parts.flatMap(part => {
    const field = FIELD.exec(part)?.[1];
    return field ? [{ field, message: part }] : [];
  });
  return { message, problems };
}
