import fc from "fast-check";
import { expect, it } from "vitest";
import { idOfReapplied } from "./reapply-withdrawals";

it("appends what was told again under an id of its own, the same each time, another one for each rider, purpose and told id", () => {
  const told = fc.record({
    rider: fc.uuid(),
    purpose: fc.constantFrom("range-model", "product-research"),
    id: fc.uuid(),
  });
  fc.assert(
    fc.property(told, told, (one, other) => {
      const id = idOfReapplied(one);
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(idOfReapplied({ ...one })).toBe(id);
      expect(id).not.toBe(one.id);
      const another = one.purpose === "range-model" ? "product-research" : "range-model";
      expect(idOfReapplied({ ...one, purpose: another })).not.toBe(id);
      if (JSON.stringify(one) !== JSON.stringify(other)) expect(idOfReapplied(other)).not.toBe(id);
    }),
  );
});
