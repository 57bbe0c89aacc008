import { AppError } from "@/lib/errors";
import type { VisibleFleets } from "@/lib/fleet/visible-fleet";
import type { LiveStream } from "@/lib/live/live-stream";
import type { Logger } from "@/lib/log";
import { describeFault } from "@/lib/log/describe-fault";

/** With half a minute for which users are remembered, no one sees the map for longer than a minute too long. */
const EVERY_MS = 30_000;
/** Then the browser opens it anew, by the cookie that it has by then. */
const LONGEST_MS = 15 * 60_000;
/** A database that is away for so many checks leaves it open what may be seen. */
const FAILURES = 3;

/**
 * Asks again and again what the viewer may see by now, until the stream is closed or its client gone. Ends it for good when
 * that is nothing any more, and closes it where that could not be found out.
 */
export function keepChecking(
  stream: LiveStream,
  gone: AbortSignal,
  ask: () => Promise<VisibleFleets | null>,
  log: Logger,
  everyMs = EVERY_MS,
): void {
  let failures = 0;
  let isAsking = false;
  const fail = (fault: unknown) => {
    failures++;
    log.warn({ fault: describeFault(fault), failures }, "a live stream could not be checked");
    if (failures === FAILURES) stream.close();
  };
  const check = async () => {
    if (isAsking) return fail("no answer before the next check");
    isAsking = true;
    try {
      const visible = await ask();
      failures = 0;
      if (visible) stream.see(visible);
      else stream.end();
    } catch (fault) {
      if (fault instanceof AppError && fault.code === "forbidden") stream.end();
      else fail(fault);
    } finally {
      isAsking = false;
    }
  };
  const checking = setInterval(check, everyMs);
  const ending = setTimeout(() => stream.close(), LONGEST_MS + Math.random() * 60_000);
  const leave = () => stream.close();
  stream.closed.then(() => {
    clearInterval(checking);
    clearTimeout(ending);
    gone.removeEventListener("abort", leave);
  });
  if (gone.aborted) leave();
  gone.addEventListener("abort", leave, { once: true });
}
