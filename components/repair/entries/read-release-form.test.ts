import { describe, expect, it } from "vitest";
import { readReleaseForm } from "./read-release-form";

const read = (fields: Record<string, string>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ why: "winter time", ...fields })) form.set(name, value);
  return readReleaseForm(form, "Europe/Dublin");
};

describe("the form of a release", () => {
  it("asks for a shift as people write it", () => {
    expect(read({ by: "offset", offset: "-1 h 30 min" })).toEqual({
      correction: { offsetMs: -5_400_000 },
      why: "winter time",
    });
  });

  it("asks for a time on the viewer's clock", () => {
    expect(read({ by: "time", at: "2026-07-01T10:00:30" })).toMatchObject({
      correction: { atMs: Date.UTC(2026, 6, 1, 9, 0, 30) },
    });
    expect(read({ by: "time", at: "2026-12-01T10:00" })).toMatchObject({
      correction: { atMs: Date.UTC(2026, 11, 1, 10) },
    });
  });

  it.each([
    [{ by: "offset", offset: "2 h" }, "sign"],
    [{ by: "time", at: "" }, "a date and a time"],
    [{ by: "offset", offset: "+2 h", why: " x " }, "a reason"],
  ])("says what is missing in %j", (fields, fault) => {
    expect(read(fields)).toEqual({ fault: expect.stringContaining(fault) });
  });
});
