/** In each document of the indices that may not be read: no answer may hold it. */
export const SECRET = "SECRET-9f3b";
/** In each of them, and in one published figure: found there by whoever could look up what the others say. */
export const LIKE = "LIKE-41c7";
/** In a way these stand for an index that may not be read and its document, for that of figures, and for another like it. */
export const [INDEX, ID, FIGURES, MORE_FIGURES] = ["INDEX", "DOCUMENT", "FIGURES", "FIGURES-TOO"];

/** A request by which somebody might come to documents. */
export interface Way {
  readonly name: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE" | "HEAD";
  readonly path: string;
  /** A text is sent as lines. */
  readonly body?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * What the answer shows who has every right: the secret, the figure that is like the document, or a number above 0. Of others
   * an answer shows no document.
   */
  readonly shows?: "secret" | "figure" | "number";
  /** Whether the distribution does not know it, whoever asks. */
  readonly isAbsent?: true;
}

export const all = { query: { match_all: {} } };
export const secrets = { query: { term: { secret: SECRET } } };
export const lines = (...parts: readonly object[]) =>
  `${parts.map((part) => JSON.stringify(part)).join("\n")}\n`;

type Row = readonly [name: string, path: string, body?: object | string];
/** Requests with a body, or none. */
export const posts = (rows: readonly Row[], more: Pick<Way, "shows" | "isAbsent"> = {}): Way[] =>
  rows.map(([name, path, body]) => ({
    ...{ name, method: "POST", path, ...more },
    ...(body === undefined ? {} : { body }),
  }));
