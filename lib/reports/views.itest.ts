import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { getView } from "./get-view";
import { listViews } from "./list-views";
import { removeView } from "./remove-view";
import { saveView } from "./save-view";
import { openReportsSuite, type ReportsSuite } from "./testing/reports-suite";

let world: ReportsSuite;
beforeAll(async () => {
  world = await openReportsSuite(inject("environment"));
});
afterAll(() => world.suite.close());

const view = { name: "Winter", definition: "energy-and-range", query: "range=last-4-weeks&by=model" };

it("is on the list of who saved it, and opens for a colleague who has its link", async () => {
  const { stores } = world.suite;
  const { id } = await saveView(world.ana, view, stores);
  expect(await listViews(world.ana, stores)).toEqual([expect.objectContaining({ id, ...view })]);
  expect(await listViews(world.ben, stores)).toEqual([]);
  expect(await getView(world.ben, { id }, stores)).toEqual({ ...view, owner: "Ana", is_own: false });
  expect(await getView(world.ben, { id: randomUUID() }, stores)).toBeNull();
  await expect(getView(world.paul, { id }, stores)).rejects.toThrow("Expected role analyst");
});

it("has a name that one's others do not have, until it is removed", async () => {
  const { stores } = world.suite;
  await expect(saveView(world.ana, { ...view, name: "WINTER" }, stores)).rejects.toMatchObject({
    code: "conflict",
  });
  await saveView(world.ben, view, stores);
  const [own] = await listViews(world.ana, stores);
  await expect(removeView(world.ben, { id: own?.id ?? "" }, stores)).rejects.toMatchObject({
    code: "not-found",
  });
  await removeView(world.ana, { id: own?.id ?? "" }, stores);
  expect(await listViews(world.ana, stores)).toEqual([]);
  expect(await getView(world.ben, { id: own?.id ?? "" }, stores)).toBeNull();
  await saveView(world.ana, view, stores);
});
