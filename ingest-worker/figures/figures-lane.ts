import { openLead } from "@/lib/db/leading";
import type { Evidence } from "@/lib/domain/figures";
import type { Names } from "@/lib/domain/names";
import type { ReportsSettings } from "@/lib/env/reports";
import type { WorkerEnvironment } from "@/lib/env/worker";
import { AppError } from "@/lib/errors";
import { BulkFault } from "@/lib/es/bulk";
import { asBulkFault } from "@/lib/es/request-fault";
import type { Logger } from "@/lib/log";
import type { Holds } from "../holds";
import type { Metrics } from "../metrics";
import { Turns } from "../turns";
import { openFigures } from "./open-figures";
import { FiguresTold } from "./tells-of-figures";

const LOOK_EVERY_MS = 1_000;
const LONGEST_BACKOFF_MS = 10_000;

/**
 * Computes and publishes figures for as long as there is something to. Of all processes that run the lane one leads: two would
 * publish what the other has just published otherwise.
 */
export function openFiguresLane(
  environment: WorkerEnvironment,
  settings: ReportsSettings,
  names: Names,
  now: () => number,
  around: {
    readonly holds: Holds;
    readonly metrics: Metrics;
    readonly log: Logger;
    readonly fatal: (fault: unknown) => void;
  },
) {
  const lead = openLead(settings.SLIPSTREAM_DATABASE_PROJECTION_URL, "figures");
  const told = new FiguresTold(around.metrics, now);
  let figures: ReturnType<typeof openFigures> | null = null;
  const onRefused = (document: string, why: string) =>
    around.log.error({ document, why }, "a published figure is too large to be shown");
  // What is said of it names places, and is on the page.
  const onOther = ({ definition, block, revision }: Evidence) =>
    around.log.error({ definition, block, revision }, "published figures are not what they come to");
  const forget = async () => {
    const before = figures;
    figures = null;
    told.forget();
    await before?.close();
  };
  const turn = async () => {
    const led = await lead.lead();
    // What a process remembers of days is right only as long as no other computes them.
    if (led !== "leads") await forget();
    if (led === null) return false;
    figures ??= openFigures(environment, settings, names, now, { onRefused, onOther, told });
    return (await figures.turn()) > 0;
  };
  const turns = new Turns(
    {
      ...{ waiting: "figures wait", turn, passing },
      ...{ restMs: LOOK_EVERY_MS, longestBackoffMs: LONGEST_BACKOFF_MS },
    },
    around.holds,
    around.log,
    around.fatal,
  );
  return {
    start: () => turns.start(),
    /** Brings ages up to now, before they are looked at. */
    show: () => told.show(),
    /** Ends once the turn that is being taken is over, and lets another lead. */
    async stop(): Promise<void> {
      await turns.stop();
      await forget();
      await lead.close();
    },
  };
}

/** Also what a store answers to a question as a whole: nothing is done by half, so that all of it begins anew. */
function passing(cause: unknown) {
  if (cause instanceof AppError) {
    if (cause.code !== "unavailable") throw cause;
    return { store: "database" as const, why: cause.message };
  }
  const fault = cause instanceof BulkFault ? cause : asBulkFault("figures", cause);
  if (fault.kind !== "retriable" && fault.kind !== "broken") throw fault;
  return { store: "elasticsearch" as const, why: fault.message };
}
