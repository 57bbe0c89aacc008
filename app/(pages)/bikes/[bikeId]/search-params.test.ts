import { describe, expect, it } from "vitest";
import { bikeAddress } from "@/components/range/address";
import { addressInCapitals, parseBikeId, parseBikeSearch } from "./search-params";

const DAY_MS = 86_400_000;
const NEWEST_DAY = "The day of the newest reading is shown.";
const [EARLY, LATE, LATER] = ["2020-01-01T00:00:00Z", "2023-07-06T00:00:00Z", "2023-07-07T00:00:00Z"];

describe("address of a bike's page", () => {
  it("comes back as it was made", () => {
    const address = {
      bikeId: "DCU-000001",
      fromMs: 1_688_601_600_000,
      toMs: 1_688_601_600_000 + DAY_MS,
      fields: ["speed_kmh", "altitude_m"],
      month: "2023-07",
    };
    const query = new URL(bikeAddress(address), "http://local").searchParams;
    expect(parseBikeSearch("DCU-000001", Object.fromEntries(query))).toEqual({ address, faults: [] });
  });

  it("says nothing of parts that are not there", () => {
    for (const search of [{}, { from: "", to: "", fields: "", month: "" }])
      expect(parseBikeSearch("DCU-000001", search).faults).toEqual([]);
  });

  it.each([
    [{ from: "yesterday", to: LATE }, [["from", "a time such as 2023-07-06T08:00:00Z", "yesterday"]]],
    [{ from: LATE }, [["to", "a time, because from is given", "nothing"]]],
    [{ to: LATE }, [["from", "a time, because to is given", "nothing"]]],
    [{ from: LATER, to: LATE }, [["to", "a time after from", "2023-07-06T00:00:00.000Z"]]],
    [{ from: LATE, to: LATE }, [["to", "a time after from", "2023-07-06T00:00:00.000Z"]]],
    [{ from: EARLY, to: LATE }, [["from and to", "at most 400 days between them", "3 years"]]],
  ])("leaves out a time that cannot be shown, and says so: %j", (search, told) => {
    const { address, faults } = parseBikeSearch("DCU-000001", search);
    expect(address).toEqual({ bikeId: "DCU-000001", fields: [], month: undefined });
    expect(faults.map(({ part, expected, got }) => [part, expected, got])).toEqual(told);
    expect(faults.map(({ instead }) => instead)).toEqual([NEWEST_DAY]);
  });

  it("tells each part that it could not use, and keeps the others", () => {
    const search = { range: "week", from: LATE, to: LATER, fields: "soc_pct,colour", month: "2023-13" };
    const { address, faults } = parseBikeSearch("DCU-000001", search);
    expect(address).toEqual({
      bikeId: "DCU-000001",
      fields: ["soc_pct"],
      month: undefined,
      fromMs: Date.parse(LATE),
      toMs: Date.parse(LATER),
    });
    expect(faults.map(({ part, got }) => [part, got])).toEqual([
      ["fields", "colour"],
      ["month", "2023-13"],
      ["names of its parts", "range"],
    ]);
  });

  it("names a bike as the contract does", () => {
    expect(parseBikeId("LI-000412")).toBe("LI-000412");
    expect(parseBikeId("li-000412")).toBeNull();
    expect(parseBikeId("%2e%2e")).toBeNull();
  });

  it("is another one when the id was written in small letters, with all that was asked of it", () => {
    expect(addressInCapitals("dcu-000021", {})).toBe("/bikes/DCU-000021");
    expect(addressInCapitals("Dcu-000021", { fields: "soc_pct", x: ["1", "2"] })).toBe(
      "/bikes/DCU-000021?fields=soc_pct&x=1&x=2",
    );
    expect(addressInCapitals("a", {})).toBeNull();
    expect(addressInCapitals("..%2f", {})).toBeNull();
  });
});
