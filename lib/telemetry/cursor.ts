import { z } from "zod";
import { AppError } from "@/lib/errors";

const Position = z.array(z.union([z.string(), z.number()])).max(4);

/** Where a page ended, as an opaque text for the next request. */
export const toCursor = (sort: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(sort)).toString("base64url");

/** @throws AppError `invalid` for a text that no page gave. */
export function fromCursor(cursor: string, length: number): (string | number)[] {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    value = undefined;
  }
  const parsed = Position.length(length).safeParse(value);
  if (!parsed.success) throw new AppError("invalid", "cursor: expected next_cursor of an answer");
  return parsed.data;
}
