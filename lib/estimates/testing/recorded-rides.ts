import { decodeReading } from "@/lib/domain/decode-reading";
import { FaultList } from "@/lib/domain/faults";
import { contentOf } from "@/lib/rides/content-of";
import { findRides } from "@/lib/rides/find-rides";
import { inOrder, sampleOf } from "@/lib/rides/sample";
import { ridesIn } from "@/simulator/replay-rides";
import type { LearnedRide } from "../ride-facts";

/** The rides that come with the repository, one of each rider; they tell no charge, voltage and current. */
export async function recordedRides(): Promise<LearnedRide[]> {
  return (await ridesIn("data/dublin-rides")).flatMap(([, { bikeId, readings }]) => {
    const samples = readings
      .map((reading, at) => sampleOf(decodeReading(reading, at, new FaultList()), "app"))
      .sort(inOrder);
    return findRides(samples).map((ride) => ({
      ...contentOf(bikeId, ride, null),
      ...{ rider: bikeId, bike: bikeId, model_id: "recorded" },
    }));
  });
}
