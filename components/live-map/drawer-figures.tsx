"use client";

import type { ReactNode } from "react";
import { isSpeedOfNow, newestOf, STATUS_WORDS, statusOf } from "@/components/tables/status";
import { Age, useNow } from "@/components/ui/clock";
import { Pill } from "@/components/ui/pill";
import { formatNumber } from "@/lib/format/number";
import type { BikeState } from "@/lib/telemetry/models";
import { useLiveMap } from "./live-context";
import type { ShownBike } from "./live-model";
import { useLive } from "./use-live-store";

interface DrawerProps {
  state: BikeState;
  /** How often the bike reports at least, ms. */
  rhythmMs: number;
}

/** The bike as the map shows it; null where the map shows clusters or another place. */
function useShown(bikeId: string): ShownBike | null {
  const { store } = useLiveMap();
  return useLive(store, ({ model }) => model.bikeNamed(bikeId), null);
}

export function DrawerStatus({ state, rhythmMs }: DrawerProps) {
  const shown = useShown(state.bikeId);
  const nowMs = useNow();
  const status = shown?.status ?? statusOf(state, nowMs, rhythmMs);
  return <Pill status={status}>{STATUS_WORDS[status]}</Pill>;
}

/** Speed, charge and when the bike was heard; from the stream where it shows the bike, so that it is as new as the map. */
export function DrawerFigures({ state, rhythmMs }: DrawerProps) {
  const shown = useShown(state.bikeId);
  const nowMs = useNow();
  const status = shown?.status ?? statusOf(state, nowMs, rhythmMs);
  const known = (field: string): number | null => {
    const value = newestOf(state, field);
    return typeof value === "number" ? value : null;
  };
  const newestKmh = shown ? shown.speedKmh : known("speed_kmh");
  const speedKmh = isSpeedOfNow(state, status, nowMs) ? newestKmh : null;
  const chargePct = shown ? shown.chargePct : known("soc_pct");
  const seenAtMs = Math.max(state.newestAtMs, shown?.positionAtMs ?? 0);
  return (
    <dl className="grid grid-cols-3 gap-2">
      <Figure name="Speed" value={speedKmh === null ? null : formatNumber(speedKmh)} unit="km/h" />
      <Figure name="Charge" value={chargePct === null ? null : formatNumber(chargePct)} unit="%" />
      <div>
        <dt className="text-ink-2 text-xs">Seen</dt>
        <dd className="font-semibold text-base">
          <Age atMs={seenAtMs} />
        </dd>
      </div>
    </dl>
  );
}

function Figure({ name, value, unit }: { name: string; value: string | null; unit: string }): ReactNode {
  return (
    <div>
      <dt className="text-ink-2 text-xs">{name}</dt>
      <dd className="whitespace-nowrap">
        <span className="font-semibold text-base">{value ?? "–"}</span>
        {value === null ? null : <span className="text-ink-2 text-xs"> {unit}</span>}
      </dd>
    </div>
  );
}
