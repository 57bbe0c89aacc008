import { describe, expect, it } from "vitest";
import { randomOf } from "../random";
import type { SentPacket } from "../sent-packet";
import { NO_TROUBLE } from "../trouble";
import { Disorder } from "./disorder";

const packets: SentPacket[] = Array.from({ length: 500 }, (_, at) => ({
  v: 1,
  bike_id: `LI-${String(at).padStart(6, "0")}`,
  source: "iot",
  readings: [{ t: 1_000 + at, speed_kmh: 20 }],
}));
const ids = (list: readonly SentPacket[]) => list.map(({ bike_id }) => bike_id);

describe("a way to the service", () => {
  it("changes nothing when it is good", () => {
    expect(new Disorder(NO_TROUBLE, randomOf(1)).pass(packets, 0)).toEqual(packets);
  });

  it("brings packets out of order, but brings each", () => {
    const way = new Disorder({ ...NO_TROUBLE, reorderShare: 0.4 }, randomOf(1));
    const [first, later] = [way.pass(packets, 0), way.pass([], 31_000)];
    expect(first.length).toBeGreaterThan(250);
    expect(later.length).toBeGreaterThan(150);
    expect(ids([...first, ...later])).not.toEqual(ids(packets));
    expect(ids([...first, ...later]).sort()).toEqual(ids(packets));
  });

  it("brings some twice", () => {
    const way = new Disorder({ ...NO_TROUBLE, duplicateShare: 0.1 }, randomOf(1));
    expect(way.pass(packets, 0).length).toBeGreaterThan(520);
  });
});
