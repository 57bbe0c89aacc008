import { describe, expect, it } from "vitest";
import { BREAKS } from "./breaks";
import { SCENARIOS } from "./scenarios/all";

describe("a way to break the worker", () => {
  it.each(Object.entries(BREAKS))("%s is noticed by scenarios that there are", (_name, { noticedBy }) => {
    const names = SCENARIOS.map(({ name }) => name);
    expect(noticedBy.length).toBeGreaterThan(0);
    expect(names).toEqual(expect.arrayContaining([...noticedBy]));
  });
});
