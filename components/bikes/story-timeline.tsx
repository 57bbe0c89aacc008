import {
  Activity,
  Boxes,
  ClipboardCheck,
  ClipboardPen,
  Headset,
  type LucideIcon,
  MapPin,
  PencilLine,
  UserRound,
  Wrench,
} from "lucide-react";
import { Moment } from "@/components/ui/clock";
import type { StoryEntry, StoryKind } from "@/lib/bikes/story/models";

const ICONS: Readonly<Record<StoryKind, LucideIcon>> = {
  registered: ClipboardCheck,
  component: Wrench,
  fleet: Boxes,
  owner: UserRound,
  correction: ClipboardPen,
  case: Headset,
  location: MapPin,
  change: PencilLine,
  readings: Activity,
};

/** What happened to a bike, newest first. */
export function StoryTimeline({ entries }: { entries: readonly StoryEntry[] }) {
  return (
    <ol aria-label="Story, newest first" className="flex flex-col">
      {entries.map(({ kind, atMs, text, by, reason }) => {
        const Icon = ICONS[kind];
        return (
          <li
            key={`${kind} ${atMs} ${text} ${reason}`}
            className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-3 border-line border-b py-2 last:border-b-0"
          >
            <Icon aria-hidden="true" className="mt-0.5 size-4 text-ink-3" />
            <div className="flex min-w-0 flex-wrap justify-between gap-x-4">
              <p className="min-w-0 break-words">
                <span className="font-medium">{text}</span>
                {reason === null ? null : <span className="block text-ink-2 text-xs">{reason}</span>}
              </p>
              <p className="text-ink-2 text-xs">
                {by === null ? null : `${by} · `}
                {atMs === null ? "from the start" : <Moment atMs={atMs} />}
              </p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
