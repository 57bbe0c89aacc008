import type { z } from "zod";
import { AppError } from "@/lib/errors";

interface Fault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/**
 * Parses what a verb was given; no text has U+0000 in it, which the database does not store.
 * @throws AppError `invalid` that names each faulty field and what was expected.
 */
export function parseInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const parsed = schema.safeParse(input);
  const issues: readonly Fault[] = parsed.success ? zerosIn(parsed.data) : parsed.error.issues;
  if (parsed.success && issues.length === 0) return parsed.data;
  const faults = issues.map((issue) => `${issue.path.join(".") || "input"}: ${issue.message}`);
  const fields = Object.fromEntries(issues.map(({ path, message }) => [String(path[0] ?? ""), message]));
  throw new AppError("invalid", faults.join("; "), { data: { faults, fields } });
}

function zerosIn(value: unknown, path: readonly PropertyKey[] = []): readonly Fault[] {
  if (typeof value === "string")
    return value.includes("\0") ? [{ path, message: "expected text, got a zero byte in it" }] : [];
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return [];
  return Object.entries(value).flatMap(([key, each]) => zerosIn(each, [...path, key]));
}
