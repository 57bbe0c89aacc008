import { describe, expect, it } from "vitest";
import readings from "@/es-templates/10-readings.json" with { type: "json" };
import state from "@/es-templates/20-state.json" with { type: "json" };
import {
  ERROR_COUNT,
  FIELDS,
  INGEST_CLIENT,
  LATENESS_SECONDS,
  LATITUDE,
  LOCATION,
  LONGITUDE,
} from "@/lib/domain/fields";

const RANGE: Record<string, number> = {
  byte: 127,
  short: 32_767,
  integer: 2_147_483_647,
  long: Number.MAX_SAFE_INTEGER,
};
const properties: Record<string, { type: string }> = readings.template.mappings.properties;

describe("window mapping", () => {
  const stored = FIELDS.filter((field) => field !== LATITUDE && field !== LONGITUDE);

  it("has the fields of the contract and nothing else", () => {
    const expected = [
      "@timestamp",
      "bike_id",
      "source",
      LOCATION,
      ERROR_COUNT,
      LATENESS_SECONDS,
      INGEST_CLIENT,
      ...stored.map((field) => field.stored),
    ];
    expect(Object.keys(properties).sort()).toEqual(expected.sort());
  });

  it.each(stored.map((field) => [field.stored, field] as const))(
    "keeps %s in the type of the table",
    (name, field) => {
      expect(properties[name]?.type).toBe(field.type);
    },
  );

  it.each(FIELDS.filter((field) => field.kind === "number").map((field) => [field.name, field] as const))(
    "has room for every allowed %s",
    (_name, field) => {
      const limit = RANGE[field.type] ?? 0;
      expect(Math.round(field.max * field.factor)).toBeLessThanOrEqual(limit);
      expect(Math.round(field.min * field.factor)).toBeGreaterThanOrEqual(-limit - 1);
    },
  );
});

describe("state mapping", () => {
  it("filters on types of the contract", () => {
    const types: Record<string, { type: string }> = state.template.mappings.properties;
    for (const field of FIELDS) {
      const mapped = types[field.stored];
      if (mapped) expect(mapped.type).toBe(field.type);
    }
  });
});
