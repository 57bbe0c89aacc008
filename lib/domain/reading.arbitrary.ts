import fc from "fast-check";
import { FIELDS, type Field } from "./fields";
import { LAT_SLOT, LON_SLOT, type SlotValue, type StoredReading } from "./stored-reading";
import { compareTexts } from "./value-order";

/** Stored readings for property tests; `instants` bounds the event times, so that identities and ties are likely. */
export function aReading(instants = 1_000_000): fc.Arbitrary<StoredReading> {
  const values = fc.tuple(
    ...FIELDS.map((field) => fc.option(storedValueOf(field), { nil: undefined, freq: 2 })),
  );
  return fc.tuple(fc.nat(instants - 1), values).map(([instant, drawn]) => {
    const halfPosition = (drawn[LAT_SLOT] === undefined) !== (drawn[LON_SLOT] === undefined);
    const whole = drawn.map((value, slot) =>
      halfPosition && (slot === LAT_SLOT || slot === LON_SLOT) ? undefined : value,
    );
    return { timeMs: 1_795_161_600_000 + instant * 1_000, values: whole };
  });
}

function storedValueOf(field: Field): fc.Arbitrary<SlotValue> {
  switch (field.kind) {
    case "number":
      return fc.oneof(
        fc.integer({ min: field.min * field.factor, max: field.max * field.factor }),
        fc.constantFrom(field.min * field.factor, 0, field.max * field.factor),
      );
    case "boolean":
      return fc.boolean();
    case "text":
      return fc.constantFrom("1.0.0", "1.0.1", "a b");
    case "text-set":
      return fc
        .uniqueArray(fc.constantFrom("E01", "E02", "E10"), { maxLength: 3 })
        .map((codes) => codes.sort(compareTexts));
  }
}
