"use client";

import type { ReactNode } from "react";
import { Speed } from "@/components/tables/speed";
import { faultCodesIn, newestOf, speedIn, statusOf } from "@/components/tables/status";
import { StatusWord } from "@/components/tables/status-pill";
import { Age, useNow } from "@/components/ui/clock";
import { formatValue } from "@/lib/format/value";
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
  return <StatusWord status={status} />;
}

/** Speed, charge, faults and when the bike was heard; from the stream where it shows the bike, so that it is as new as the map. */
export function DrawerFigures({ state, rhythmMs }: DrawerProps) {
  const shown = useShown(state.bikeId);
  const nowMs = useNow();
  const status = shown?.status ?? statusOf(state, nowMs, rhythmMs);
  const known = (field: string): number | null => {
    const value = newestOf(state, field);
    return typeof value === "number" ? value : null;
  };
  const measured = speedIn(state);
  const speed = measured && { ...measured, kmh: shown?.speedKmh ?? measured.kmh };
  const codes = faultCodesIn(state);
  const chargePct = shown ? shown.chargePct : known("soc_pct");
  const seenAtMs = Math.max(state.newestAtMs, shown?.positionAtMs ?? 0);
  return (
    <dl className="grid grid-cols-3 gap-2">
      <Figure name="Speed">
        <Speed speed={speed} status={status} />
      </Figure>
      <Figure name="Charge">{chargePct === null ? "–" : formatValue("soc_pct", chargePct)}</Figure>
      <Figure name="Seen">
        <Age atMs={seenAtMs} />
      </Figure>
      {codes.length > 0 ? (
        <div className="col-span-3 flex items-baseline gap-2">
          <dt className="text-ink-2 text-xs">{codes.length === 1 ? "Fault code" : "Fault codes"}</dt>
          <dd className="min-w-0 break-words font-mono font-semibold text-fault text-sm">
            {formatValue("error_codes", codes)}
          </dd>
        </div>
      ) : null}
    </dl>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt className="text-ink-2 text-xs">{name}</dt>
      <dd className="font-semibold text-base">{children}</dd>
    </div>
  );
}
