import { formatNumber, THIN_SPACE } from "@/lib/format/number";
import type { IngestOverview } from "@/lib/ingest/watch/get-overview";

const UNKNOWN = "–";
const LANES: Readonly<Record<string, string>> = {
  telemetry: "live lane",
  late: "late lane",
  bikes: "master data",
};

/** The last minute in three figures. */
export function IngestFigures({ overview }: { overview: IngestOverview }) {
  const { now, backlogByLane, oldestSeconds, workers } = overview;
  const perSecond = now.live === null ? null : now.live + (now.late ?? 0);
  const waiting = backlogByLane.filter(({ records }) => records > 0);
  return (
    <dl className="grid grid-cols-1 gap-x-6 gap-y-3 sm:grid-cols-3">
      <Figure
        name="Readings per second"
        value={perSecond === null ? UNKNOWN : formatNumber(perSecond, perSecond < 10 ? 1 : 0)}
        note={`last minute, ${workers} ${workers === 1 ? "worker" : "workers"}`}
      />
      <Figure
        name="Behind, live lane"
        value={now.behindP50 === null ? UNKNOWN : `${formatNumber(now.behindP50, 2)}${THIN_SPACE}s`}
        note={
          now.behindP99 === null
            ? "no live reading was stored"
            : `99 % within ${formatNumber(now.behindP99, 2)}${THIN_SPACE}s of the edge's stamp`
        }
      />
      <Figure
        name="Backlog, records"
        value={now.backlog === null ? UNKNOWN : formatNumber(now.backlog)}
        note={
          waiting.length === 0
            ? "everything is committed"
            : `${waiting.map(({ lane, records }) => `${formatNumber(records)} ${LANES[lane] ?? lane}`).join(", ")}${ageOf(oldestSeconds)}`
        }
      />
    </dl>
  );
}

function Figure({ name, value, note }: { name: string; value: string; note: string }) {
  return (
    <div>
      <dt className="text-ink-2 text-xs">{name}</dt>
      <dd className="font-semibold text-xl">{value}</dd>
      <dd className="text-ink-3 text-xs">{note}</dd>
    </div>
  );
}

function ageOf(seconds: number): string {
  if (seconds < 60) return "";
  if (seconds < 3_600) return `; oldest over ${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `; oldest over ${Math.floor(seconds / 3_600)} h`;
  return `; oldest over ${Math.floor(seconds / 86_400)} d`;
}
