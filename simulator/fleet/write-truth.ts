import { createWriteStream } from "node:fs";
import { chargeShare } from "../twin/battery";
import type { Truth, Twin } from "../twin/twin";

export interface TruthWriter {
  write(truth: Truth): void;
  /** Adds where each bike ended, and closes the file. */
  close(twins: readonly Twin[]): Promise<void>;
}

/** Writes what truly happened to a file, as lines of JSON; without a file nowhere. */
export function truthWriter(file: string | undefined): TruthWriter {
  if (file === undefined) return { write: () => undefined, close: () => Promise.resolve() };
  const stream = createWriteStream(file);
  const write = (truth: Truth): void => {
    stream.write(`${JSON.stringify(truth)}\n`);
  };
  return {
    write,
    close(twins) {
      for (const twin of twins) write(totalsOf(twin));
      return new Promise((resolve) => stream.end(resolve));
    },
  };
}

const totalsOf = (twin: Twin): Truth => ({
  kind: "bike",
  bike_id: twin.plan.bikeId,
  at: twin.atMs,
  rides: twin.rides,
  odometer_m: Math.round(twin.odometerM * 10) / 10,
  drawn_wh: Math.round(twin.drawnWh * 1_000) / 1_000,
  charged_wh: Math.round(twin.chargedWh * 1_000) / 1_000,
  soc_pct: Math.round(chargeShare(twin.battery) * 1_000) / 10,
});
