import { describe, expect, it } from "vitest";
import { ReadingsInput } from "@/lib/telemetry/get-readings";
import { ListBikesInput } from "@/lib/telemetry/list-bikes";
import { ListRidesInput } from "@/lib/telemetry/list-rides";
import { BikesQuery, PAGES, ReadingsQuery, RidesQuery } from "./api-queries";
import { FIELDS } from "./fields";

const day = { from: "2024-05-01T00:00:00Z", to: "2024-05-02T00:00:00Z" };
const faultsOf = (query: Record<string, string>) =>
  ReadingsQuery.safeParse(query).error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
const fieldNames = FIELDS.map(({ name }) => name).join(", ");
const time = "expected a time: ISO 8601 with a zone, such as 2026-01-31T08:00:00Z, or whole ms since epoch";

describe("a question for readings", () => {
  it("takes times in both forms, and each field once", () => {
    const query = { from: "1714521600000", to: "2024-05-02T02:00:00+02:00", fields: "soc_pct, lat,soc_pct" };
    expect(ReadingsQuery.parse(query)).toEqual({
      from: Date.UTC(2024, 4, 1),
      to: Date.UTC(2024, 4, 2),
      fields: ["soc_pct", "lat"],
      format: "json",
    });
  });

  it.each([
    [{ fields: "nope" }, `fields: expected some of ${fieldNames}, got nope`],
    [{ fields: "lat,nope,,x" }, `fields: expected some of ${fieldNames}, got nope, an empty name, x`],
    [{ source: "phone" }, "source: expected iot or app, got phone"],
    [{ limit: "0" }, "limit: expected a whole number from 1 to 10000, got 0"],
    [{ points: "1e2" }, "points: expected a whole number from 10 to 1000, got 1e2"],
    [{ format: "" }, "format: expected json or csv, got an empty text"],
    [{ from: "2024-05-01" }, `from: ${time}, got 2024-05-01`],
    [{ from: "2024-02-30T00:00:00Z" }, `from: ${time}, got 2024-02-30T00:00:00Z`],
    [{ from: "2024-05-01T00:00:00 02:00" }, `from: ${time}, got 2024-05-01T00:00:00 02:00`],
    [{ to: day.from }, "to: expected a time after from, got the same or an earlier one"],
    [{ points: "10", format: "csv" }, "points: expected format json with points, got format csv"],
  ])("says what was expected and what came: %o", (wrong, fault) => {
    expect(faultsOf({ ...day, ...wrong })).toEqual([fault]);
  });

  it("lists every fault at once, those of missing parameters among them", () => {
    expect(faultsOf({ limit: "x" })).toEqual([
      `from: ${time}, got nothing`,
      `to: ${time}, got nothing`,
      "limit: expected a whole number from 1 to 10000, got x",
    ]);
  });

  it("repeats no more than the beginning of what came", () => {
    expect(faultsOf({ ...day, source: "x".repeat(9_000) })?.[0]?.length).toBeLessThan(200);
  });
});

describe("what is taken when nothing is said", () => {
  it("is what the questions themselves take", () => {
    const { sort, order, limit, withFaults } = ListBikesInput.parse({});
    expect(BikesQuery.parse({})).toEqual({ sort, order, limit, with_faults: withFaults });
    expect(ReadingsInput.parse({}).limit).toBe(PAGES.readings.usual);
    expect(RidesQuery.parse(day).limit).toBe(ListRidesInput.parse({}).limit);
  });
});
