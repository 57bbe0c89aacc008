"use client";

import Link from "next/link";
import { type BikeAddress, bikeAddress } from "@/components/range/address";
import { stretchesOf } from "@/components/range/range";
import { Stretches } from "@/components/range/stretches";
import { Empty } from "@/components/states/states";
import { buttonLook } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { useZone } from "@/components/ui/clock";
import { FieldPicker } from "./field-picker";
import { HistoryCharts } from "./history-charts";
import { gapNote, lateNote } from "./late-note";
import type { Selection } from "./select-series";

/** What a bike measured in a range: its charts, what of it came late, and what is missing. */
export function HistoryCard({ selection, address }: { selection: Selection; address: BikeAddress }) {
  const zone = useZone();
  const { history, chosen, offered } = selection;
  const stretches = stretchesOf(history);
  const late = lateNote(history, zone);
  const gaps = gapNote(history, zone);
  return (
    <Card aria-label="Charts" className="flex flex-col gap-4">
      {history.readings === 0 ? (
        <Empty
          title="No readings in this range"
          className="min-h-80"
          action={
            <Link href={bikeAddress({ bikeId: address.bikeId })} scroll={false} className={buttonLook()}>
              Day of the newest reading
            </Link>
          }
        >
          The calendar below shows on which days there are some.
        </Empty>
      ) : (
        <>
          <Stretches stretches={stretches} address={address} />
          <FieldPicker offered={offered} chosen={chosen} address={address} />
          {chosen.length > 0 ? (
            <HistoryCharts history={history} />
          ) : (
            <Empty title="Nothing to draw" className="min-h-80">
              The readings of this range hold no numbers.
            </Empty>
          )}
          {late || gaps ? (
            <div className="flex flex-col gap-1 text-ink-2 text-xs">
              {late ? (
                <p className="flex items-center gap-2">
                  <i aria-hidden="true" className="w-6 shrink-0 border-late border-t-[3px] border-dotted" />
                  {late}
                </p>
              ) : null}
              {gaps ? <p>{gaps}</p> : null}
            </div>
          ) : null}
        </>
      )}
    </Card>
  );
}
