import { openDatabase } from "@/lib/db/client";
import { reportsWaiting } from "@/lib/db/reports-waiting";
import type { ReportsSettings } from "@/lib/env/reports";
import type { Logger } from "@/lib/log";
import { describeFault } from "@/lib/log/describe-fault";
import type { Metrics } from "./metrics";
import { repeat } from "./repeat";

const EVERY_MS = 10_000;

/**
 * Keeps the metrics current of what of reports waits, whichever process works on it.
 * @param beside is done each time before.
 */
export function watchReports(
  { SLIPSTREAM_DATABASE_PROJECTION_URL: url }: Pick<ReportsSettings, "SLIPSTREAM_DATABASE_PROJECTION_URL">,
  metrics: Pick<Metrics, "figureMarks" | "figureDocuments" | "figuresOverdue" | "checksOverdue">,
  log: Logger,
  beside: () => void = () => undefined,
): { stop(): Promise<void> } {
  const { db, close } = openDatabase(url);
  const measure = async () => {
    beside();
    const waiting = await reportsWaiting(db);
    metrics.figureMarks.set(waiting.figureMarks);
    metrics.figureDocuments.set(waiting.figureDocuments);
    metrics.figuresOverdue.set({ of: "marks" }, waiting.marksSeconds);
    metrics.figuresOverdue.set({ of: "blocks" }, waiting.blocksSeconds);
    metrics.figuresOverdue.set({ of: "evidence" }, waiting.evidenceSeconds);
    metrics.checksOverdue.set(waiting.checksSeconds);
  };
  const stop = repeat(EVERY_MS, measure, (fault) =>
    log.warn({ fault: describeFault(fault) }, "what of reports waits was not measured"),
  );
  return {
    stop: () => {
      stop();
      return close();
    },
  };
}
