import { describe, expect, it } from "vitest";
import { decodePacket } from "@/lib/domain/decode-packet";
import { generatePackets, packetStream } from "./packets";
import { MUCH_TROUBLE } from "./trouble";

const FROM = Date.UTC(2026, 10, 20, 8);

describe("generatePackets", () => {
  it("gives the same packets for the same seed, and others for another", () => {
    const options = { fromMs: FROM, trouble: MUCH_TROUBLE, phoneShare: 0.3 };
    expect(generatePackets(7, options)).toEqual(generatePackets(7, options));
    expect(generatePackets(7, options)).not.toEqual(generatePackets(8, options));
  });

  it("rides healthily when nothing goes wrong: sixteen values, round-robin by time, all of the contract", () => {
    const packets = [
      ...packetStream(1, { fromMs: FROM, bikes: 3, packetsPerBike: 200, readingsPerPacket: 10 }),
    ];
    expect(packets.slice(0, 4).map((packet) => packet.bike_id)).toEqual([
      "LI-000001",
      "LI-000002",
      "LI-000003",
      "LI-000001",
    ]);
    for (const packet of packets) {
      const decoded = decodePacket(packet);
      expect(decoded).toMatchObject({ kind: "packet", faults: [] });
      for (const reading of packet.readings) expect(Object.keys(reading)).toHaveLength(17);
    }
  });

  it("makes every kind of trouble", () => {
    const packets = generatePackets(3, { fromMs: FROM, trouble: MUCH_TROUBLE, phoneShare: 0.3, bikes: 50 });
    const decoded = packets.map(decodePacket);
    const faults = decoded.flatMap((one) => (one.kind === "packet" ? one.faults : []));
    const times = decoded.flatMap((one) => (one.kind === "packet" ? one.readings.map((r) => r.timeMs) : []));
    const identities = packets.flatMap((p) => p.readings.map((r) => `${p.bike_id} ${p.source} ${r.t}`));
    expect(faults.length).toBeGreaterThan(10);
    expect(times.some(Number.isNaN)).toBe(true);
    expect(times.some((time) => time < FROM - 86_400_000)).toBe(true);
    expect(times.some((time) => time > FROM + 86_400_000)).toBe(true);
    expect(new Set(identities).size).toBeLessThan(identities.length);
    expect(new Set(packets.map((packet) => packet.source)).size).toBe(2);
  });
});
