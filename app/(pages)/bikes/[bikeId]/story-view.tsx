import { StoryTimeline } from "@/components/bikes/story-timeline";
import { WeekStrip } from "@/components/bikes/week-strip";
import { coverageWeeks } from "@/components/bikes/weeks";
import { Empty } from "@/components/states/states";
import { Card, CardTitle } from "@/components/ui/card";
import type { UserActor } from "@/lib/domain/actor";
import { AppError } from "@/lib/errors";
import { dayKey } from "@/lib/format/zone";
import type { BikeState, CoverageDay } from "@/lib/telemetry/models";
import { viewerZone } from "../../viewer-zone";
import { askCoverage } from "./ask-bike";
import { askStory } from "./ask-record";

const MOST_WEEKS = 260;

/** One timeline of a bike, under a strip of the weeks with readings. */
export async function StoryView({
  actor,
  bikeId,
  state,
}: {
  actor: UserActor;
  bikeId: string;
  state: BikeState | null;
}) {
  const zone = await viewerZone();
  const coverage = state ? await askCoverage(actor, bikeId, zone).catch(unavailable) : null;
  const entries = await askStory(actor, bikeId, { state, coverage });
  return (
    <div className="flex flex-col gap-4">
      {coverage ? (
        <Card aria-label="Weeks">
          <WeekStrip weeks={coverageWeeks(coverage, dayKey(Date.now(), zone), MOST_WEEKS)} />
        </Card>
      ) : null}
      <Card className="flex flex-col gap-2">
        <CardTitle>Story</CardTitle>
        {entries.length > 0 ? (
          <StoryTimeline entries={entries} />
        ) : (
          <Empty title="Nothing is known yet">It is not registered, and nothing was heard of it.</Empty>
        )}
      </Card>
    </div>
  );
}

function unavailable(fault: unknown): CoverageDay[] | null {
  if (fault instanceof AppError && fault.code === "unavailable") return null;
  throw fault;
}
