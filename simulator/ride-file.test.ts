import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decodePacket } from "@/lib/domain/decode-packet";
import { bikeOfFile, readRide, readSummaries } from "./ride-file";

const FOLDER = "data/dublin-rides";
const files = readdirSync(FOLDER).filter((name) => name.startsWith("ebike_trip"));
const textOf = (name: string) => readFileSync(`${FOLDER}/${name}`, "utf8");

describe("readRide", () => {
  it("finds columns by name, takes times as UTC and a cadence of 255 as missing", () => {
    const text =
      "speed,cadence,timestamp,distance\n11.981,43,2023-03-10T09:24:30,0.0\n12,255,2023-03-10T09:24:31,3\n";
    expect(readRide("ebike_trip_05.csv", text)).toEqual({
      bikeId: "DCU-000005",
      readings: [
        { t: Date.UTC(2023, 2, 10, 9, 24, 30), speed_kmh: 11.981, cadence_rpm: 43 },
        { t: Date.UTC(2023, 2, 10, 9, 24, 31), speed_kmh: 12 },
      ],
      refused: [],
    });
  });

  it("refuses rows without a time or values, and says so", () => {
    const text =
      "timestamp,speed\n,3\nlater,3\n2023-03-10T09:24:30,\n2023-03-10T09:24:31,x\n2023-03-10T09:24:32,0\n";
    const ride = readRide("ebike_trip_05.csv", text);
    expect(ride.refused.map(({ row, reason }) => [row, reason])).toEqual([
      [0, 'no time: ""'],
      [1, 'no time: "later"'],
      [2, "no values"],
      [3, "no values"],
    ]);
    expect(ride.readings).toHaveLength(1);
  });

  it("adds what only the index knows to the first and last reading", () => {
    const summaries = readSummaries(textOf("index.csv"));
    const ride = readRide(
      "ebike_trip_07.csv",
      textOf("ebike_trip_07.csv"),
      summaries.get("ebike_trip_07.csv"),
    );
    expect(ride.readings[0]).toMatchObject({ battery_voltage_v: 38, assist_level: 4 });
    expect(ride.readings[1]).not.toHaveProperty("battery_voltage_v");
    expect(ride.readings.at(-1)).toMatchObject({ battery_voltage_v: 37.4 });
  });

  it.each(files)("reads every row of %s as the contract wants it", (name) => {
    const ride = readRide(name, textOf(name));
    expect(ride.refused).toEqual([]);
    expect(ride.readings).toHaveLength(textOf(name).trim().split("\n").length - 1);
    const decoded = decodePacket({ v: 1, bike_id: ride.bikeId, source: "app", readings: ride.readings });
    expect(decoded).toMatchObject({ kind: "packet", faults: [] });
    expect(new Set(ride.readings.map((reading) => reading.t)).size).toBe(ride.readings.length);
  });

  it("knows ride files by their name", () => {
    expect(bikeOfFile("ebike_trip_35.csv")).toBe("DCU-000035");
    expect(() => bikeOfFile("index.csv")).toThrow();
  });
});
