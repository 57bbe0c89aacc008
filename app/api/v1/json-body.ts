import type { z } from "zod";
import { AppError } from "@/lib/errors";

/** More are not told of one body. */
const MOST_FAULTS = 20;

/** Parses a body of JSON. @throws AppError `invalid` that lists what was expected and what came, field by field. */
export function parseJsonBody<T extends z.ZodType>(schema: T, bytes: Buffer): z.output<T> {
  let body: unknown;
  try {
    body = JSON.parse(bytes.toString("utf8"));
  } catch (cause) {
    throw new AppError("invalid", "body: expected JSON, got something else", { cause });
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues
    .slice(0, MOST_FAULTS)
    .map(({ path, message }) => `${path.join(".") || "body"}: ${message}`);
  throw new AppError("invalid", faults.join("; "));
}
