import { rangesOrNotFound } from "@/app/api/v1/bikes/[bikeId]/visible";
import { inTurn } from "@/app/questions";
import { telemetryReader } from "@/app/telemetry-reader";
import { actorNow } from "@/lib/auth/actor-now";
import type { Actor } from "@/lib/domain/actor";
import { AppError } from "@/lib/errors";
import { getReadings, type ReadingsInput } from "@/lib/telemetry/get-readings";
import type { ReadingPage, TimeSpan } from "@/lib/telemetry/models";

/** Ample for a season of one bike; who reads slower asks page by page. */
const LONGEST_MS = 10 * 60_000;

/**
 * The further pages of an export. Each is asked for as the actor is then: a key revoked or a reason run out ends it.
 * @returns a function from a page's cursor to the next page.
 */
export function exportPages(
  actor: Actor,
  bikeId: string,
  span: TimeSpan,
  first: ReadingPage,
  input: ReadingsInput,
  signal: AbortSignal,
): (cursor: string) => Promise<ReadingPage> {
  const endsAtMs = performance.now() + LONGEST_MS;
  return async (cursor) => {
    if (performance.now() > endsAtMs)
      throw new AppError("too-slow", "expected to be read within ten minutes");
    const now = await actorNow(actor, "GET /api/v1/bikes/[bikeId]/readings");
    const ranges = await rangesOrNotFound(now, bikeId, span);
    const page = await inTurn(now, () =>
      getReadings(telemetryReader(), ranges, { ...input, cursor }, signal),
    );
    if (page.fields.join() !== first.fields.join())
      throw new AppError("forbidden", "What may be seen has changed meanwhile.");
    return page;
  };
}
