import Link from "next/link";
import { Suspense } from "react";
import { SmallChart } from "@/components/charts/small-chart";
import { AutoRefresh } from "@/components/live/auto-refresh";
import { CentreButton } from "@/components/live-map/centre-button";
import { DrawTrack } from "@/components/live-map/draw-track";
import { DrawerFigures, DrawerStatus } from "@/components/live-map/drawer-figures";
import { DrawerFrame } from "@/components/live-map/drawer-frame";
import { LateSummary } from "@/components/live-map/late-summary";
import { Placeholder } from "@/components/states/loading";
import { buttonLook } from "@/components/ui/button";
import { Moment } from "@/components/ui/clock";
import type { Actor } from "@/lib/domain/actor";
import { askDrawer } from "./ask-drawer";
import { DrawerRides } from "./drawer-rides";
import { NoSuchBike } from "./no-such-bike";

const REFRESH_EVERY_MS = 4_000;

/** The chosen bike: how it is, its last two hours, and its way on the map. */
export async function BikeDrawer({
  actor,
  bikeId,
  fleet,
}: {
  actor: Actor;
  bikeId: string;
  /** Name of its fleet. */
  fleet: string | null;
}) {
  const nowMs = Date.now();
  const answer = await askDrawer(actor, bikeId, nowMs);
  if (!answer) return <NoSuchBike bikeId={bikeId} />;
  const { state, rhythmMs, history } = answer;
  const isNow = history.toMs >= nowMs;
  return (
    <DrawerFrame
      title={bikeId}
      beside={<DrawerStatus state={state} rhythmMs={rhythmMs} />}
      below={fleet ?? "In no fleet"}
    >
      <AutoRefresh probe={`/api/v1/bikes/${encodeURIComponent(bikeId)}/state`} everyMs={REFRESH_EVERY_MS} />
      <DrawTrack state={state} track={history.track} />
      <DrawerFigures state={state} rhythmMs={rhythmMs} />
      <p className="text-ink-2 text-xs">
        {isNow ? (
          "Last 2 hours"
        ) : (
          <>
            Two hours to the newest reading, <Moment atMs={state.newestAtMs} />
          </>
        )}
      </p>
      {history.series.map((series) => (
        <SmallChart
          key={series.field}
          series={series}
          span={{ fromMs: history.fromMs, toMs: history.toMs }}
          late={history.late}
        />
      ))}
      <LateSummary history={history} />
      <Suspense fallback={<Placeholder className="h-16" />}>
        <DrawerRides actor={actor} bikeId={bikeId} />
      </Suspense>
      <div className="flex gap-2">
        <Link
          href={`/bikes/${encodeURIComponent(bikeId)}`}
          className={buttonLook({ kind: "primary", className: "grow" })}
        >
          Open bike
        </Link>
        <CentreButton />
      </div>
    </DrawerFrame>
  );
}
