import Link from "next/link";
import { ClockSpan } from "@/components/ui/clock-span";
import type { AlarmStory } from "@/lib/ingest/watch/get-alarms";
import { runbookHref, storyWords, subjectOf } from "./alarm-words";

/** An alarm that is over, in a line: from when until when, what it was, why, and what came of it. */
export function PastAlarm({ story, untilMs }: { story: AlarmStory; untilMs: number }) {
  const { alarm, labels, fromMs } = story;
  const subject = subjectOf(labels);
  return (
    <p className="border-low border-l-[3px] pl-3 text-sm">
      <b className="font-semibold">
        <ClockSpan fromMs={fromMs} untilMs={untilMs} />
      </b>{" "}
      {alarm.title}
      <span className="text-ink-2">
        {subject === null ? null : `, ${subject}`}. {storyWords(story)}{" "}
      </span>
      <Link href={runbookHref(alarm)} className="text-accent underline">
        What to do
      </Link>
    </p>
  );
}
