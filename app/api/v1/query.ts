import type { z } from "zod";
import { AppError } from "@/lib/errors";

/**
 * Parses a request's query; each parameter at most once.
 * @throws AppError `invalid` that lists every fault.
 */
export function parseQuery<T extends z.ZodType>(schema: T, request: Request): z.output<T> {
  const given = [...new URL(request.url).searchParams];
  const repeated = given.find(([name], at) => given.findIndex(([other]) => other === name) !== at);
  if (repeated) throw new AppError("invalid", `${repeated[0]}: expected once`);
  const parsed = schema.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join(".") || "query"}: ${issue.message}`);
  throw new AppError("invalid", faults.join("; "));
}
