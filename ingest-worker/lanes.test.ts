import { describe, expect, it } from "vitest";
import { readWorkerEnvironment } from "@/lib/env/worker";
import { LANE_NAMES, lanesNamed, requireSettings, usualLanes } from "./lanes";

/** What an installation was told before there were rides and reports. */
const BEFORE = {
  SLIPSTREAM_KAFKA_BROKERS: "127.0.0.1:9092",
  SLIPSTREAM_ELASTICSEARCH_URL: "http://127.0.0.1:9200",
  SLIPSTREAM_ELASTICSEARCH_INGEST_PASSWORD: "x",
  SLIPSTREAM_DATABASE_OUTBOX_URL: "postgres://slipstream_outbox:x@127.0.0.1/slipstream",
};
const OF_REPORTS = {
  SLIPSTREAM_ELASTICSEARCH_PROJECTION_PASSWORD: "x",
  SLIPSTREAM_DATABASE_PROJECTION_URL: "postgres://slipstream_projection:x@127.0.0.1/slipstream",
  SLIPSTREAM_PSEUDONYM_KEY: Buffer.alloc(32).toString("base64"),
};
const NOW = { ...BEFORE, ...OF_REPORTS, SLIPSTREAM_ELASTICSEARCH_RIDES_PASSWORD: "x" };

describe("a worker that is not told which lanes to run", () => {
  it("runs all of them where it has what they need", () => {
    expect(usualLanes(readWorkerEnvironment(NOW))).toEqual({ lanes: [...LANE_NAMES], leftOut: [] });
  });

  it("runs what it ran before there were rides and reports where it is told no more than then", () => {
    const environment = readWorkerEnvironment(BEFORE);
    const { lanes, leftOut } = usualLanes(environment);
    expect(lanes).toEqual(["telemetry", "late", "bikes", "outbox"]);
    expect(() => requireSettings(environment, lanes)).not.toThrow();
    expect(leftOut).toEqual([
      { lane: "rides", missing: ["SLIPSTREAM_ELASTICSEARCH_RIDES_PASSWORD"] },
      { lane: "projection", missing: Object.keys(OF_REPORTS) },
      { lane: "figures", missing: Object.keys(OF_REPORTS) },
    ]);
  });

  it("does not start without what takes readings in", () => {
    const environment = readWorkerEnvironment({ ...NOW, SLIPSTREAM_ELASTICSEARCH_INGEST_PASSWORD: "" });
    const { lanes } = usualLanes(environment);
    expect(() => requireSettings(environment, lanes)).toThrow(
      /telemetry: SLIPSTREAM_ELASTICSEARCH_INGEST_PASSWORD\n.*late: /,
    );
  });
});

describe("a worker that is told which", () => {
  it("starts without the settings of others, be they missing or empty", () => {
    const others = { SLIPSTREAM_DATABASE_OUTBOX_URL: "", SLIPSTREAM_PSEUDONYM_KEY: "" };
    const environment = readWorkerEnvironment({ ...BEFORE, ...others });
    expect(() => requireSettings(environment, ["telemetry", "late"])).not.toThrow();
  });

  it("says of each of its lanes which settings are missing, all at once", () => {
    const { SLIPSTREAM_PSEUDONYM_KEY: _key, ...rest } = OF_REPORTS;
    const environment = readWorkerEnvironment({ ...BEFORE, ...rest });
    expect(() => requireSettings(environment, ["rides", "figures"])).toThrow(
      "  rides: SLIPSTREAM_ELASTICSEARCH_RIDES_PASSWORD\n  figures: SLIPSTREAM_PSEUDONYM_KEY\n",
    );
  });

  it("is told which lanes there are where it is told another", () => {
    expect(lanesNamed("rides,late")).toEqual(["rides", "late"]);
    expect(() => lanesNamed("rides,late,night")).toThrow(/expected some of telemetry, .*got "night"/);
  });
});
