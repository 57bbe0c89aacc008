import { TrackMap } from "@/components/map/track-map";
import { ReasonPrompt } from "@/components/states/reason-prompt";
import { NewestValues } from "@/components/tables/newest-values";
import { Card } from "@/components/ui/card";
import type { BikeAnswer } from "./ask-bike";
import { stateReason } from "./state-reason";

/** Where the bike went, or why that is hidden, over what it reported last. */
export function PlaceCard({ answer, basemap }: { answer: BikeAnswer; basemap: string }) {
  const { state, rhythmMs, history, located } = answer;
  return (
    <Card aria-label="Track and newest values" className="overflow-hidden p-0">
      <div className="h-72 border-line border-b">
        {located ? (
          <TrackMap track={history.track} basemap={basemap} className="h-full" />
        ) : (
          <ReasonPrompt action={stateReason.bind(null, state.bikeId)} />
        )}
      </div>
      <NewestValues state={state} rhythmMs={rhythmMs} />
    </Card>
  );
}
