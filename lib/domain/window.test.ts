import { describe, expect, it } from "vitest";
import { windowNamed, windowOf, windowsOf } from "./window";

describe("windowOf", () => {
  it.each([
    ["2026-11-20T08:00:00.000Z", "2026-w47", "2026-11-16T00:00:00.000Z"],
    ["2026-11-15T23:59:59.999Z", "2026-w46", "2026-11-09T00:00:00.000Z"],
    ["2021-01-03T12:00:00.000Z", "2020-w53", "2020-12-28T00:00:00.000Z"],
    ["2018-12-31T00:00:00.000Z", "2019-w01", "2018-12-31T00:00:00.000Z"],
    ["2015-01-01T00:00:00.000Z", "2015-w01", "2014-12-29T00:00:00.000Z"],
  ])("puts %s into %s", (time, name, start) => {
    const window = windowOf(Date.parse(time));
    expect(window.name).toBe(name);
    expect(new Date(window.startMs).toISOString()).toBe(start);
    expect(window.endMs - window.startMs).toBe(7 * 86_400_000);
  });
});

describe("windowsOf", () => {
  it("turns a range into the windows that writing used", () => {
    const names = windowsOf(
      Date.parse("2026-11-15T23:59:59.999Z"),
      Date.parse("2026-11-23T00:00:00.000Z"),
    ).map((w) => w.name);
    expect(names).toEqual(["2026-w46", "2026-w47"]);
  });

  it("has no window for an empty range", () => {
    expect(windowsOf(10, 10)).toEqual([]);
  });
});

describe("windowNamed", () => {
  it.each(["2026-w12", "2020-w53", "2015-w01", "2019-w52"])("finds %s", (name) => {
    const window = windowNamed(name);
    expect(window?.name).toBe(name);
    expect(window).toEqual(windowOf(window?.startMs ?? 0));
  });

  it.each(["2026-w00", "2021-w53", "2026-w12-r2", "2026-12", "", "week"])("finds no week in %j", (name) => {
    expect(windowNamed(name)).toBeNull();
  });
});
