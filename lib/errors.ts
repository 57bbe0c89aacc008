/** The closed list of faults that verbs and questions report; each transport maps it in one function. */
export const ERROR_CODES = [
  "not-found",
  "forbidden",
  "unauthenticated",
  "invalid",
  "conflict",
  "unsupported",
  "unavailable",
  "too-large",
  "rate-limited",
  "internal",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** A fault with a message that may be shown to its user: it says what was expected and what came. */
export class AppError extends Error {
  override readonly name = "AppError";
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: { retryAfterSeconds?: number; cause?: unknown; data?: Record<string, unknown> } = {},
  ) {
    super(message, { cause: details.cause });
  }
}
