/**
 * A request. A text of the form `$thing` stands for the id of that thing of the account `acme` (see `world.ts`);
 * `undefined` takes a field out.
 */
export interface Request {
  path?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: Record<string, unknown>;
}

/** What is changed of a row's request, and the field that the refusal must name. */
export interface Wrong extends Request {
  field: string;
  /** Default: the dialect's status for a request that its schemas refuse. */
  status?: number;
}

/** Why a case can't be, in words. */
type Reason = string;

/** A route of the document, with a request that it takes and each way to have it refused. */
export interface Row extends Request {
  /** As the document has it: `GET /accounts/{id}`. */
  route: string;
  /** Of the answer to the request as it stands. */
  ok: number | Reason;
  missing: Wrong | Reason;
  wrongType: Wrong | Reason;
  overLimit: Wrong | Reason;
  /** The status where one of the request's things is not there, or another account's. Default: 404. */
  notFound?: number | Reason;
  /** The status for a token of another account. Default: 404, or a success that shows nothing of `acme`. */
  otherAccount?: number | Reason;
  /** Default: 401. */
  noToken?: Reason;
  /** The status where a token that can only read is taken too. Default: 403 where the route changes something, else success. */
  readOnly?: number | Reason;
  /** Whose token it takes. Default: one for `acme` alone. */
  as?: 'acme' | 'everyone';
}

export interface Table {
  /** As `test/server/api/table.<dialect>.test.ts` has it. */
  dialect: string;
  /** The title of the schema of its errors; `text` where they are plain. */
  error: string;
  /** The status of a request that its schemas refuse. */
  invalid: number;
  rows: Row[];
}
