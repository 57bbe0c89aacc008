import { describe, expect, it } from "vitest";
import { bikeAddress } from "@/components/range/address";
import { parseBikeId, parseBikeSearch } from "./search-params";

const DAY_MS = 86_400_000;

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
    expect(parseBikeSearch("DCU-000001", Object.fromEntries(query))).toEqual(address);
  });

  it.each([
    [{ from: "yesterday", to: "today" }],
    [{ from: "2023-07-06T00:00:00Z" }],
    [{ from: "2023-07-07T00:00:00Z", to: "2023-07-06T00:00:00Z" }],
    [{ from: "2020-01-01T00:00:00Z", to: "2023-01-01T00:00:00Z" }],
    [{ from: ["2023-07-06T00:00:00Z", "2023-07-07T00:00:00Z"], fields: ["a", "b"], month: "2023-13" }],
  ])("leaves out what cannot be understood: %j", (search) => {
    expect(parseBikeSearch("DCU-000001", search)).toEqual({
      bikeId: "DCU-000001",
      fields: [],
      month: undefined,
    });
  });

  it("names a bike as the contract does", () => {
    expect(parseBikeId("LI-000412")).toBe("LI-000412");
    expect(parseBikeId("li-000412")).toBeNull();
    expect(parseBikeId("%2e%2e")).toBeNull();
  });
});
