import { describe, expect, it } from "vitest";
import { USUAL_RHYTHM_MS } from "@/lib/domain/bike-status";
import { aBikeEntity } from "@/lib/domain/testing/a-bike-entity";
import { FleetGrid } from "./fleet-grid";

const NOW = Date.parse("2026-11-20T12:00:00Z");
const entity = aBikeEntity("LI-000028");
const state = { bike_id: "LI-000028", generation: 0, newest_at: NOW, fields: {} };

describe("how often a bike reports", () => {
  it("is what its model says, and the usual where nobody knows the bike or its model", () => {
    const grid = new FleetGrid();
    expect(grid.rhythmOf("LI-000028")).toBe(USUAL_RHYTHM_MS);
    grid.applyState(state, NOW);
    expect(grid.rhythmOf("LI-000028")).toBe(USUAL_RHYTHM_MS);
    grid.applyEntity(entity, NOW);
    expect(grid.rhythmOf("LI-000028")).toBe(900_000);
    grid.applyEntity({ ...entity, version: 2, withdrawn: true }, NOW);
    expect(grid.rhythmOf("LI-000028")).toBe(USUAL_RHYTHM_MS);
  });
});
