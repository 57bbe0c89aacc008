import type { LiveBike } from "@/lib/domain/live-events";
import type { GridMemory } from "./grid-memory";
import type { Scope } from "./scope";

/** To be made what a viewer is told: with the viewer's number of it, and without an id that is known. */
export type ShownBike = { -readonly [K in keyof LiveBike]: LiveBike[K] };

/** Those of the bikes that the scope sees and whose position is known. */
export function getShownBikes(memory: GridMemory, scope: Scope, indices: Iterable<number>): ShownBike[] {
  const { ids, values } = memory;
  const bikes: ShownBike[] = [];
  for (const index of indices) {
    if (!values.hasPosition(index) || !memory.sees(scope, index)) continue;
    bikes.push({
      index,
      id: ids.id(index),
      lat: values.latitude(index),
      lon: values.longitude(index),
      headingDeg: values.headingDeg(index),
      status: memory.status(index),
      chargePct: values.chargePct(index),
      speedKmh: values.speedKmh(index),
      positionAtMs: values.positionAtMs(index),
    });
  }
  return bikes;
}
