import type { z } from "zod";
import { AppError } from "@/lib/errors";

/** Where a page ended, as an opaque text for the next request. */
export const toCursor = (sort: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(sort)).toString("base64url");

/**
 * @param form of the values that this question sorts by.
 * @throws AppError `invalid` for a text that no page of this question gave.
 */
export function fromCursor<T extends readonly (string | number)[]>(cursor: string, form: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    value = undefined;
  }
  const parsed = form.safeParse(value);
  if (!parsed.success)
    throw new AppError("invalid", "cursor: expected next_cursor of an answer to this question");
  return parsed.data;
}
