import { describe, expect, it } from "vitest";
import { liveAddress } from "@/components/live-map/live-address";
import { STATUSES } from "@/lib/domain/bike-status";
import { parseMapSearch, withKnownFleet } from "./search-params";

const NOTHING = { place: null, statuses: STATUSES, fleetId: null, bikeId: null };
const searchOf = (address: string) => Object.fromEntries(new URL(address, "http://x").searchParams);

describe("the address of the live map", () => {
  it.each([
    NOTHING,
    { ...NOTHING, place: { lat: 47.14123, lon: -9.5, zoom: 13.25 } },
    { ...NOTHING, statuses: ["fault", "low"] as const },
    { ...NOTHING, statuses: [] },
    { ...NOTHING, fleetId: "9b0c", bikeId: "LI-000007" },
  ])("says what it was made of: %o", (address) => {
    expect(parseMapSearch(searchOf(liveAddress(address)))).toEqual({ address, page: 1, faults: [] });
  });

  it("shows all bikes in place of a fleet that the viewer sees nothing of, and tells so", () => {
    const asked = parseMapSearch({ fleet: "9b0c" });
    expect(withKnownFleet(asked, [{ id: "9b0c" }])).toBe(asked);
    const { address, faults } = withKnownFleet(asked, [{ id: "other" }]);
    expect(address).toEqual(NOTHING);
    expect(faults).toMatchObject([{ part: "fleet", got: "9b0c" }]);
  });

  it("knows statuses by the words of the screen too", () => {
    const { address, faults } = parseMapSearch({ status: "Riding,low battery,Low-Battery,missing" });
    expect([address.statuses, faults]).toEqual([["missing", "low", "moving"], []]);
  });

  it("names statuses as screens do where one is not understood", () => {
    const [fault] = parseMapSearch({ status: "flying" }).faults;
    expect(fault?.expected).toContain("Riding, Parked, Charging, Low battery, Fault, Silent or Missing");
  });

  it.each([
    ["at", "47,9"],
    ["at", "91,9,3"],
    ["status", "flying"],
    ["fleet", "a~b"],
    ["bike", "li-7"],
    ["page", "0"],
  ])("tells of %s=%s, and shows what it shows without", (part, text) => {
    const { address, page, faults } = parseMapSearch({ [part]: text });
    expect({ address, page }).toEqual({ address: NOTHING, page: 1 });
    expect(faults).toMatchObject([{ part, got: expect.stringContaining(text) }]);
  });
});
