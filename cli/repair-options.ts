import { z } from "zod";
import { parseOffset } from "@/lib/domain/time-offset";
import { duration, given, meaning, whole } from "./command/option-types";
import { WrongOptions } from "./command/wrong-options";

/** Milliseconds forward or back. */
export const offset = meaning(
  "a span with its sign like +3600s, -1h or +2d",
  (text) => parseOffset(text) ?? undefined,
);

/** ms since epoch. */
export const moment = meaning("a time like 2026-11-20T08:00:00Z", (text) => {
  const timeMs = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  return Number.isNaN(timeMs) ? undefined : timeMs;
});

/** ms since epoch, or so long ago. */
const momentOrAgo = z.union([duration.transform((ms) => Date.now() - ms), moment], {
  error: "expected a time like 2026-11-20T08:00:00Z, or how long ago like 30m, 4h or 7d",
});

export const flag = z.boolean().default(false);

/** What lists, and verbs on many, may be narrowed by. */
export const NARROWED = {
  since: momentOrAgo.optional(),
  until: momentOrAgo.optional(),
  client: given.optional(),
  bike: given.optional(),
};

/** What changes something needs a reason, which is kept in the audit. @throws WrongOptions. */
export function requireWhy(said: { readonly why?: string | undefined; readonly "dry-run": boolean }): void {
  if (said.why === undefined && !said["dry-run"])
    throw new WrongOptions('expected --why="WHY", or --dry-run, got none');
}

export const limit = whole(1, 10_000).optional();

/** The options that were given, under the names that the verbs have for them. */
export const narrowed = <Reason>(said: {
  readonly reason?: Reason | undefined;
  readonly since?: number | undefined;
  readonly until?: number | undefined;
  readonly client?: string | undefined;
  readonly bike?: string | undefined;
}) => ({
  ...(said.reason === undefined ? {} : { reason: said.reason }),
  ...(said.since === undefined ? {} : { sinceMs: said.since }),
  ...(said.until === undefined ? {} : { untilMs: said.until }),
  ...(said.client === undefined ? {} : { client: said.client }),
  ...(said.bike === undefined ? {} : { bikeId: said.bike }),
});
