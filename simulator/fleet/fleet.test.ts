import { describe, expect, it } from "vitest";
import { decodePacketText } from "@/lib/domain/decode-packet";
import { readRoads } from "../roads/read-roads";
import type { SentPacket } from "../sent-packet";
import { townOf } from "../twin/plan";
import { Fleet } from "./fleet";

const START = Date.UTC(2026, 10, 25, 6);
const HOUR_MS = 3_600_000;
const town = townOf(readRoads());

function packetsOf(seed: number): SentPacket[] {
  const options = { seed, bikes: 12, town, phoneShare: 0.3, isLively: true, startMs: START };
  const fleet = new Fleet(options, { everyS: 5, readingsPerPacket: 10, faultFactor: 5 });
  const packets: SentPacket[] = [];
  for (let atMs = START; atMs < START + HOUR_MS; atMs += 60_000)
    for (const sent of fleet.advanceTo(atMs + 60_000)) packets.push(...sent);
  return packets;
}

describe("a fleet of twins", () => {
  it("says nothing that the contract does not allow, and rides", () => {
    const packets = packetsOf(7);
    let readings = 0;
    let moving = 0;
    for (const packet of packets) {
      const decoded = decodePacketText(JSON.stringify(packet));
      if (decoded.kind !== "packet") throw new Error(`refused: ${JSON.stringify(packet)}`);
      expect(decoded.faults).toEqual([]);
      readings += packet.readings.length;
      moving += packet.readings.filter(({ speed_kmh }) => Number(speed_kmh) > 5).length;
    }
    expect(readings).toBeGreaterThan(1_000);
    expect(moving).toBeGreaterThan(readings / 3);
  });

  it("is the same for the same seed, and another for another", () => {
    const [one, again, other] = [7, 7, 8].map((seed) => JSON.stringify(packetsOf(seed)));
    expect(again).toBe(one);
    expect(other).not.toBe(one);
  });
});
