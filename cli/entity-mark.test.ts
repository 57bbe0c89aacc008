import { describe, expect, it } from "vitest";
import { aBikeEntity } from "@/lib/domain/testing/a-bike-entity";
import { markOf } from "./entity-mark";

const entity = aBikeEntity("LI-000001", { version: 4 });
const text = JSON.stringify(entity);

describe("the mark of an entity", () => {
  it("is the same in whatever order and with whatever spaces its fields come", () => {
    const turned = JSON.stringify(Object.fromEntries(Object.entries(entity).reverse()), null, 2);
    expect(turned).not.toBe(text);
    expect(markOf("LI-000001", turned)).toEqual(markOf("LI-000001", text));
    expect(markOf("LI-000001", text).version).toBe(4);
  });

  it("is another where anything is", () => {
    const other = JSON.stringify({ ...entity, frame_number: "another" });
    expect(markOf("LI-000001", other).digest).not.toBe(markOf("LI-000001", text).digest);
    for (const unreadable of ["{", "", "null", text.replace("LI-000001", "LI-000002")])
      expect(markOf("LI-000001", unreadable).version).toBeNull();
  });
});
