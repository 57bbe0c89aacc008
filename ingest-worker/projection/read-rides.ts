import { RideDocument } from "@/lib/domain/ride-document";
import type { Elasticsearch } from "@/lib/es/client";
import type { ChangedInterval } from "./days-of-change";
import { searchWhole } from "./search-whole";

export interface AskedRides {
  readonly bikeId: string;
  readonly moments: readonly ChangedInterval[];
}

/** Rides of bikes that begin in these moments, as of the last refresh. */
export async function readRides(
  es: Elasticsearch,
  index: string,
  asked: readonly AskedRides[],
): Promise<RideDocument[][]> {
  const found = await searchWhole(
    es,
    "rides-to-project",
    index,
    "start",
    asked.map(({ bikeId, moments }) => [
      { term: { bike_id: bikeId } },
      { term: { kind: "ride" } },
      { bool: { should: moments.map(beginsIn), minimum_should_match: 1 } },
    ]),
  );
  return found.map((rides) => rides.map(({ source }) => RideDocument.parse(source)));
}

const beginsIn = ({ fromMs, toMs }: ChangedInterval) => ({
  range: {
    start: {
      ...(fromMs === null ? {} : { gte: fromMs }),
      ...(toMs === null ? {} : { lt: toMs }),
      format: "epoch_millis",
    },
  },
});
