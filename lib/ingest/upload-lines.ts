import { z } from "zod";
import { AppError, type ErrorCode } from "@/lib/errors";
import type { Logger } from "@/lib/log";
import { describeFault } from "@/lib/log/describe-fault";
import { LineLimit } from "@/lib/log/line-limit";
import type { UploadReport } from "./upload-report";

/** What an upload can be followed by, from the edge's log to the worker's, to dead letters and into traces. */
export interface UploadIds {
  readonly batch: string;
  readonly trace: string;
  /** Null where the sender is not known. */
  readonly client: string | null;
}

/** Whether a fault is the service's and not the sender's. */
export const isOurs = (code: ErrorCode): boolean => code === "unavailable" || code === "internal";

const Refusals = z.object({ refused: z.array(z.object({ reason: z.string() })) });

/** The edge's lines about uploads: ids and counts, nothing that was sent. A client in a loop gets some each minute. */
export class UploadLines {
  constructor(
    private readonly log: Pick<Logger, "debug" | "info" | "error">,
    private readonly limit = new LineLimit(),
  ) {}

  /** What was accepted is told to who looks for it; what of it was refused, to everybody. */
  accepted(ids: UploadIds, report: UploadReport): void {
    const { accepted, refused_total: refused, faults_total: faults } = report;
    if (refused === 0 && faults === 0) this.log.debug({ ...ids, ...accepted }, "upload accepted");
    else
      this.few(ids, "in part", (leftOut) =>
        this.log.info(
          { ...ids, ...accepted, refused, reasons: reasonsIn(report), faults, ...leftOut },
          "upload accepted in part",
        ),
      );
  }

  /** @returns what the fault is called. */
  failed(ids: UploadIds, fault: unknown): ErrorCode {
    const code = fault instanceof AppError ? fault.code : "internal";
    if (!(fault instanceof AppError) || isOurs(code))
      this.log.error({ ...ids, code, fault: describeFault(fault) }, "upload failed");
    else
      this.few(ids, code, (leftOut) => {
        const reasons = reasonsIn(fault.details.data);
        const why = fault.details.toLog ?? fault.message;
        this.log.info({ ...ids, code, why, reasons, ...leftOut }, "upload refused");
      });
    return code;
  }

  private few({ client }: UploadIds, kind: string, tell: (leftOut: object) => void): void {
    const leftOut = this.limit.pass(`${client} ${kind}`);
    if (leftOut !== null) tell(leftOut > 0 ? { leftOut } : {});
  }
}

/** How many packets were refused for which reason, of those that a report lists. */
function reasonsIn(report: unknown): Record<string, number> | undefined {
  const found = Refusals.safeParse(report).data;
  if (!found) return undefined;
  const reasons: Record<string, number> = {};
  for (const { reason } of found.refused) reasons[reason] = (reasons[reason] ?? 0) + 1;
  return reasons;
}
