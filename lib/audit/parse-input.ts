import type { z } from "zod";
import { AppError } from "@/lib/errors";

/** Parses what a verb was given. @throws AppError `invalid` that names each faulty field and what was expected. */
export function parseInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join(".") || "input"}: ${issue.message}`);
  const fields = Object.fromEntries(
    parsed.error.issues.map(({ path, message }) => [String(path[0] ?? ""), message]),
  );
  throw new AppError("invalid", faults.join("; "), { data: { faults, fields } });
}
