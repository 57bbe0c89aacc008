import Link from "next/link";
import { Card, CardTitle } from "@/components/ui/card";
import { ALARMS, type Alarm } from "@/lib/domain/alarms";
import type { IngestStatus } from "@/lib/domain/ingest-status";
import { formatCount } from "@/lib/format/number";
import type { AlarmStory } from "@/lib/ingest/watch/get-alarms";
import { PastAlarm } from "./past-alarm";
import { RingingAlarm } from "./ringing-alarm";

/** What rings now, and what rang in the range that is shown. */
export function Alarms({
  stories,
  kind,
}: {
  stories: readonly AlarmStory[];
  /** How the way of a reading is now. */
  kind: IngestStatus["kind"];
}) {
  const ringing = stories.filter(({ untilMs }) => untilMs === null);
  const past = stories.flatMap((story) =>
    story.untilMs === null ? [] : [{ story, untilMs: story.untilMs }],
  );
  return (
    <Card className="flex flex-col gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <CardTitle>Alarms</CardTitle>
        <Link href="/ingest/runbook" className="text-accent text-xs hover:underline">
          Runbook
        </Link>
      </div>
      {ringing.length > 0 ? (
        <ul className="flex flex-col gap-2">
          {ringing.map((story) => (
            <li key={keyOf(story)}>
              <RingingAlarm story={story} />
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-ink-2 text-sm">{NONE_RINGS[kind]}</p>
      )}
      {past.length > 0 ? (
        <section aria-label="Over" className="flex flex-col gap-2">
          <h3 className="text-ink-2 text-xs">{formatCount(past.length, "alarm")} in this range, over</h3>
          <ul className="flex max-h-72 flex-col gap-1 overflow-y-auto">
            {past.map(({ story, untilMs }) => (
              <li key={keyOf(story)}>
                <PastAlarm story={story} untilMs={untilMs} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <details className="text-ink-3 text-xs">
        <summary>
          {JUDGED_HERE} of {ALARMS.length} alarms are judged here, from what the workers tell every ten
          seconds
        </summary>
        <ul className="mt-1 flex flex-col gap-1">
          {LEFT.map(({ title, notHere }) => (
            <li key={title}>
              {title} is left to Prometheus: {notHere}
            </li>
          ))}
        </ul>
      </details>
    </Card>
  );
}

const NONE_RINGS: Readonly<Record<IngestStatus["kind"], string>> = {
  well: "None rings.",
  alarm: "None rings any more.",
  held: "None rings yet: a hold does after a minute.",
  "no-worker": "None rings yet: a worker that is away does after two minutes, and for an hour.",
  unknown: "Whether one rings is not known at present.",
};

const LEFT = ALARMS.flatMap(({ title, judged }: Alarm) =>
  typeof judged === "function" ? [] : [{ title, notHere: judged.notHere }],
);
const JUDGED_HERE = ALARMS.length - LEFT.length;

const keyOf = ({ alarm, labels, fromMs }: AlarmStory): string =>
  `${alarm.name} ${JSON.stringify(labels)} ${fromMs}`;
