/** The closed list of faults that verbs and questions report; each transport maps it in one function. */
export type ErrorCode =
  | "not-found"
  | "forbidden"
  | "unauthenticated"
  | "invalid"
  | "conflict"
  | "unsupported"
  | "unavailable"
  | "too-large"
  | "too-slow"
  | "rate-limited"
  | "internal";

/** Next bundles modules more than once per process: each copy must know the errors of the others. */
const MARK = Symbol.for("slipstream.app-error");

/** A fault with a message that may be shown to its user: it says what was expected and what came. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly [MARK] = true;
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: {
      retryAfterSeconds?: number;
      cause?: unknown;
      data?: Record<string, unknown>;
      /** What the log has instead of the message, where that quotes what is its user's own. */
      toLog?: string;
    } = {},
  ) {
    super(message, { cause: details.cause });
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && MARK in value;
  }
}
