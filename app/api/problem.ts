import { webLog } from "@/lib/auth/web-log";
import { AppError, type ErrorCode } from "@/lib/errors";
import { describeFault } from "@/lib/log/describe-fault";
import { observeRequest } from "@/lib/web/request-metrics";

export const PROBLEMS: Readonly<Record<ErrorCode, { status: number; title: string }>> = {
  "not-found": { status: 404, title: "Not found" },
  forbidden: { status: 403, title: "Not allowed" },
  unauthenticated: { status: 401, title: "Not signed in" },
  invalid: { status: 400, title: "Not understood" },
  conflict: { status: 409, title: "Conflict" },
  unsupported: { status: 415, title: "Unsupported form" },
  unavailable: { status: 503, title: "Temporarily unavailable" },
  "too-large": { status: 413, title: "Too large" },
  "too-slow": { status: 408, title: "Too slow" },
  "rate-limited": { status: 429, title: "Too many requests" },
  internal: { status: 500, title: "Internal fault" },
};

/**
 * Runs an API route; whatever it throws becomes a problem document (RFC 9457). Answers are never cached.
 * @param tell brings a fault that is ours into the log; for a route that knows more of it than its name.
 */
export async function answering(
  route: string,
  answer: () => Promise<Response>,
  tell: (fault: unknown) => void = (fault) =>
    webLog().error({ route, fault: describeFault(fault) }, "request failed"),
): Promise<Response> {
  const startedMs = performance.now();
  const response = await answer().catch((fault: unknown) => problem(fault, tell));
  if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
  observeRequest(route, response.status, (performance.now() - startedMs) / 1_000);
  return response;
}

function problem(fault: unknown, tell: (fault: unknown) => void): Response {
  const known = fault instanceof AppError && fault.code !== "internal" ? fault : null;
  const code = known?.code ?? "internal";
  if (code === "internal" || code === "unavailable") tell(fault);
  const { status, title } = PROBLEMS[code];
  const retryAfter = known?.details.retryAfterSeconds;
  return Response.json(
    {
      type: `/api-docs#problem-${code}`,
      title,
      status,
      detail: known?.message ?? "Something went wrong on our side. It has been recorded.",
      ...known?.details.data,
    },
    {
      status,
      headers: {
        "content-type": "application/problem+json",
        "cache-control": "no-store",
        ...(status === 401 ? { "www-authenticate": challengeOf(known) } : {}),
        ...(status === 429 || status === 503 ? { "retry-after": String(retryAfter ?? 5) } : {}),
      },
    },
  );
}

/** What is asked for: the client's key, or the token of another header, which the fault names. */
const challengeOf = (fault: AppError | null): string =>
  fault?.details.data?.header === undefined
    ? 'Bearer realm="slipstream"'
    : 'Bearer realm="slipstream-rider", error="invalid_token"';
