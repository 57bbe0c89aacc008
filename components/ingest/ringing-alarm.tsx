import { OctagonAlert, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { Age, Moment } from "@/components/ui/clock";
import { cn } from "@/components/ui/cn";
import type { AlarmStory } from "@/lib/ingest/watch/get-alarms";
import { runbookHref, subjectOf } from "./alarm-words";

/** An alarm that stands: what it is about, since when, and where it says what to do. */
export function RingingAlarm({ story: { alarm, labels, fromMs } }: { story: AlarmStory }) {
  const isCritical = alarm.severity === "critical";
  const Icon = isCritical ? OctagonAlert : TriangleAlert;
  const subject = subjectOf(labels);
  return (
    <article
      className={cn("border-l-4 pl-3 text-sm", isCritical ? "border-fault" : "border-low")}
      aria-label={alarm.title}
    >
      <p className="flex flex-wrap items-center gap-x-2">
        <span
          className={cn(
            "inline-flex items-center gap-1 font-semibold",
            isCritical ? "text-fault" : "text-low",
          )}
        >
          <Icon aria-hidden="true" className="size-4 shrink-0" />
          {isCritical ? "Critical" : "Warning"}
        </span>
        <b className="font-semibold">{alarm.title}</b>
        {subject === null ? null : <span className="break-all text-ink-2">{subject}</span>}
        <span className="text-ink-2">
          since <Moment atMs={fromMs} />, <Age atMs={fromMs} />
        </span>
      </p>
      <p className="text-ink-2">
        {alarm.summary}{" "}
        <Link href={runbookHref(alarm)} className="text-accent underline">
          What to do
        </Link>
      </p>
    </article>
  );
}
