import { NextRequest } from "next/server";
import { AppError } from "@/lib/errors";
import { readBody } from "@/lib/ingest/read-body";

/** Longer than any form of ours: e-mail address, password, tokens. */
const LIMITS = { maxBytes: 16 * 1024, completeWithinMs: 10_000 };

/**
 * The same request with a body that is here already, for next-auth, which reads whatever is sent before it asks who
 * sends it.
 * @throws AppError `too-large`, `too-slow`, `invalid` (not the JSON it claims to be, connection lost).
 */
export async function boundedRequest(request: NextRequest, limits = LIMITS): Promise<NextRequest> {
  if (request.method !== "POST") return request;
  const body = await readBody(request.body, null, limits);
  if (request.headers.get("content-type")?.includes("application/json")) requireJson(body);
  const { url, method, headers } = request;
  return new NextRequest(url, { method, headers, body: new Uint8Array(body) });
}

function requireJson(body: Buffer): void {
  try {
    JSON.parse(body.toString());
  } catch (cause) {
    throw new AppError("invalid", "body: expected JSON, got something else", { cause });
  }
}
