import { describe, expect, it } from "vitest";
import { LONGEST_RANGE_MS } from "@/components/range/address";
import { rideAddress, ridesAddress } from "./ride-address";

const at = (iso: string) => Date.parse(iso);
const ride = (startMs: number) => ({ startMs, endMs: startMs + 1_800_000 });
const NEWEST = ride(at("2026-11-20T08:00:00Z"));
const paramsOf = (address: string) => new URL(address, "http://x").searchParams;

describe("where rides are shown", () => {
  it("is a ride with two minutes before and after it", () => {
    const params = paramsOf(rideAddress({ bikeId: "LI-1" }, NEWEST));
    expect([params.get("from"), params.get("to")]).toEqual([
      "2026-11-20T07:58:00.000Z",
      "2026-11-20T08:32:00.000Z",
    ]);
  });

  it("is a time with all of them in it, at the list of rides", () => {
    const address = ridesAddress("LI-1", [NEWEST, ride(at("2026-11-18T08:00:00Z"))]);
    expect(address).toMatch(/^\/bikes\/LI-1\?.+#rides$/);
    expect(paramsOf(address).get("from")).toBe("2026-11-18T07:58:00.000Z");
    expect(paramsOf(address).get("to")).toBe("2026-11-20T08:32:00.000Z");
  });

  it("leaves out rides of so long before that no page shows both at once", () => {
    const params = paramsOf(ridesAddress("LI-1", [NEWEST, ride(NEWEST.startMs - LONGEST_RANGE_MS)]));
    expect(params.get("from")).toBe("2026-11-20T07:58:00.000Z");
    expect(ridesAddress("LI-1", [])).toBe("/bikes/LI-1#rides");
  });
});
