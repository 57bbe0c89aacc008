import { describe, expect, it } from "vitest";
import { DEFINITIONS, definitionOf } from "@/lib/analytics/definitions";
import { daysIn, parseReportSearch, reportAddress } from "./search-params";

const definition = definitionOf("energy-and-range") ?? expect.fail();
const parse = (search: Record<string, string>) => parseReportSearch(definition, search);

describe("the address of a report", () => {
  it("comes back as it was made", () => {
    for (const range of ["last-quarter", { from: "2026-10-01", to: "2026-10-31" }] as const) {
      const address = { range, by: ["week", "model"], compare: true, show: "measured_m" };
      const { searchParams } = new URL(reportAddress(definition.id, address), "http://local");
      expect(parse(Object.fromEntries(searchParams))).toEqual({ address, faults: [] });
    }
  });

  it.each(DEFINITIONS)("may say nothing: $id", (each) => {
    const { address, faults } = parseReportSearch(each, {});
    expect(faults).toEqual([]);
    const { searchParams } = new URL(reportAddress(each.id, address), "http://local");
    expect(parseReportSearch(each, Object.fromEntries(searchParams))).toEqual({ address, faults: [] });
  });

  it("means other days as time goes on, or always the same", () => {
    const { address } = parse({ range: "this-week" });
    expect(daysIn(address, "2026-11-28")).toEqual({ from: "2026-11-23", to: "2026-11-28" });
    const fixed = parse({ from: "2026-10-01", to: "2026-10-31" }).address;
    expect(daysIn(fixed, "2026-11-28")).toEqual({ from: "2026-10-01", to: "2026-10-31" });
  });

  it.each([
    [{ by: "hour" }, "by"],
    [{ by: "day,week" }, "by"],
    [{ by: "model,model" }, "by"],
    [{ by: "model,assist,day" }, "by"],
    [{ show: "toString" }, "show"],
    [{ range: "forever" }, "range"],
    [{ from: "2026-10-02", to: "2026-10-01" }, "from and to"],
    [{ from: "2026-10-02" }, "from and to"],
    [{ from: "2016-01-01", to: "2026-01-01" }, "from and to"],
    [{ compare: "yes" }, "compare"],
    [{ colour: "red" }, "names of its parts"],
  ])("tells what of it cannot be used: %j", (search, part) => {
    const { address, faults } = parse(search);
    expect(faults.map((fault) => fault.part)).toEqual([part]);
    expect(address).toEqual(parse({}).address);
  });

  it("parts a histogram by one grouping at most, and by no time", () => {
    const trips = definitionOf("trip-lengths") ?? expect.fail();
    expect(parseReportSearch(trips, { by: "day" }).faults).toHaveLength(1);
    expect(parseReportSearch(trips, { by: "model,hour" }).faults).toHaveLength(1);
    expect(parseReportSearch(trips, { by: "day", show: "rides" }).faults).toEqual([]);
  });
});
