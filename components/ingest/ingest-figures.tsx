import { formatDuration } from "@/lib/format/duration";
import { formatNumber, THIN_SPACE } from "@/lib/format/number";
import type { IngestOverview, LaneBacklog } from "@/lib/ingest/watch/get-overview";
import { laneWords } from "./lane-words";

const UNKNOWN = "–";
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
        aside={timeToGo(waiting)}
        note={
          waiting.length === 0
            ? "everything is committed"
            : `${waiting.map(laneNote).join(", ")}${ageOf(oldestSeconds)}`
        }
      />
    </dl>
  );
}

function Figure({
  name,
  value,
  aside = null,
  note,
}: {
  name: string;
  value: string;
  aside?: string | null;
  note: string;
}) {
  return (
    <div>
      <dt className="text-ink-2 text-xs">{name}</dt>
      <dd className="font-semibold text-xl">
        {value}
        {aside === null ? null : <span className="ml-1.5 font-normal text-ink-2 text-xs">{aside}</span>}
      </dd>
      <dd className="text-ink-3 text-xs">{note}</dd>
    </div>
  );
}

const laneNote = ({ lane, records }: LaneBacklog): string => `${formatNumber(records)} ${laneWords(lane)}`;

/** Until the last lane is done; nothing while one of them does not shrink. */
function timeToGo(waiting: readonly LaneBacklog[]): string | null {
  const seconds = waiting.map(({ secondsToGo }) => secondsToGo ?? Number.POSITIVE_INFINITY);
  const longest = Math.max(0, ...seconds);
  return longest < 1 || !Number.isFinite(longest) ? null : `${formatDuration(longest * 1_000)} to go`;
}

function ageOf(seconds: number): string {
  if (seconds < 60) return "";
  if (seconds < 3_600) return `; oldest over ${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `; oldest over ${Math.floor(seconds / 3_600)} h`;
  return `; oldest over ${Math.floor(seconds / 86_400)} d`;
}
