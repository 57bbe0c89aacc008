import { Alarms } from "@/components/ingest/alarms";
import { ingestWatch } from "../../ingest-watch";

/** The alarms that rang from `fromMs` until now. */
export function AlarmsOfRange({ fromMs, nowMs }: { fromMs: number; nowMs: number }) {
  const watch = ingestWatch();
  return <Alarms stories={watch.alarms(fromMs, nowMs)} kind={watch.status(nowMs).kind} />;
}
