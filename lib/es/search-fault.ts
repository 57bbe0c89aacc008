import { errors } from "@elastic/elasticsearch";
import { AppError } from "@/lib/errors";

const RETRY_AFTER_SECONDS = 2;

/** What a failed question becomes: the cluster's own text stays in `cause`, for the log. */
export function asUnavailable(operation: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  return new AppError("unavailable", `${operation}: ${reasonOf(cause)}`, {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
    cause,
  });
}

/** Whether a question failed because an index that it named is gone. */
export const isIndexMissing = (fault: unknown): boolean =>
  fault instanceof AppError && fault.cause instanceof errors.ResponseError && fault.cause.statusCode === 404;

function reasonOf(fault: unknown): string {
  if (fault instanceof errors.TimeoutError) return "the store did not answer in time";
  if (fault instanceof errors.ConnectionError) return "the store cannot be reached";
  if (fault instanceof errors.RequestAbortedError) return "the question was given up";
  if (fault instanceof errors.ResponseError) return `the store answered ${fault.statusCode ?? "nothing"}`;
  return "the store could not be asked";
}
