import type { ReactNode } from "react";
import { Card, CardTitle } from "@/components/ui/card";
import { Moment } from "@/components/ui/clock";
import { Facts } from "@/components/ui/facts";
import { formatNumber, THIN_SPACE } from "@/lib/format/number";
import { betweenWords, type RangeKm, rangeWords, restsOn } from "./range-words";

export interface RangeCardProps {
  /** Null where it cannot be estimated; then `because` says why. */
  readonly km: RangeKm | null;
  readonly because: string | null;
  readonly ownRides: number;
  readonly charge: { readonly pct: number; readonly atMs: number } | null;
  readonly ambientC: number | null;
  readonly capacityWh: number | null;
  readonly healthPct: number | null;
  /** When the model of all bikes was published; null where none is. */
  readonly modelAtMs: number | null;
}

/** How far the bike goes on its charge, how sure that is, and how it comes about. */
export function RangeCard(props: RangeCardProps) {
  const { km, because } = props;
  return (
    <Card aria-label="Remaining range" className="flex flex-col gap-2">
      <CardTitle>Remaining range</CardTitle>
      {km === null ? (
        <p className="text-ink-2 text-sm">Not known. {because}</p>
      ) : (
        <p className="flex flex-wrap items-baseline gap-x-3 tabular-nums">
          <span className="font-semibold text-xl">{rangeWords(km)}</span>
          <span className="text-ink-2 text-sm">
            {betweenWords(km)} in 80{THIN_SPACE}% of cases
          </span>
        </p>
      )}
      <details className="text-sm">
        <summary className="cursor-pointer text-ink-2">How this comes about</summary>
        <div className="mt-2 flex flex-col gap-2">
          <p className="max-w-prose text-ink-2">
            What the charge holds, over what a kilometre takes as the bike is ridden and at this temperature,
            until the battery is empty. The more rides the bike has, the more they count against those of
            others.
          </p>
          <Facts facts={factsOf(props)} />
        </div>
      </details>
    </Card>
  );
}

function factsOf(props: RangeCardProps): (readonly [string, ReactNode])[] {
  const { charge, ambientC, capacityWh, healthPct, ownRides, modelAtMs } = props;
  const unit = (value: number, decimals: number, name: string): string =>
    `${formatNumber(value, decimals)}${THIN_SPACE}${name}`;
  const health = healthPct === null ? "of unknown health" : `at ${unit(healthPct, 0, "%")} health`;
  return [
    ["Rests on", restsOn(ownRides, modelAtMs !== null)],
    [
      "Charge",
      charge === null ? (
        "not told"
      ) : (
        <>
          {unit(charge.pct, 0, "%")}, measured <Moment atMs={charge.atMs} />
        </>
      ),
    ],
    ["Battery", capacityWh === null ? "capacity not registered" : `${unit(capacityWh, 0, "Wh")} ${health}`],
    [
      "Temperature",
      ambientC === null
        ? "not told in the last two hours; the mean of rides counts"
        : unit(ambientC, 0, "°C"),
    ],
    ["Model", modelAtMs === null ? "none published" : <Moment key="model" atMs={modelAtMs} />],
  ];
}
