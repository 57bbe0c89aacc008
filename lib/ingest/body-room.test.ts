import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { BodyRoom } from "./body-room";

const KIBIBYTE = 1024;
const codeOf = (work: () => unknown): unknown => {
  try {
    work();
    return "taken";
  } catch (fault) {
    return fault instanceof AppError ? fault.code : fault;
  }
};

describe("BodyRoom", () => {
  const room = () => new BodyRoom({ clientBytes: 100 * KIBIBYTE, processBytes: 150 * KIBIBYTE });

  it("tells one client to wait before its bodies are read, and no other", () => {
    const bodies = room();
    bodies.enter("a", 90 * KIBIBYTE);
    expect(codeOf(() => bodies.enter("a", 0))).toBe("rate-limited");
    expect(codeOf(() => bodies.enter("b", 0))).toBe("taken");
  });

  it("is unavailable when the uploads of all take all", () => {
    const bodies = room();
    bodies.enter("a", 90 * KIBIBYTE);
    expect(codeOf(() => bodies.enter("b", 90 * KIBIBYTE))).toBe("unavailable");
  });

  it("counts what comes beyond what was announced", () => {
    const bodies = room();
    const taken = bodies.enter("a", 10);
    expect(codeOf(() => taken.cover(90 * KIBIBYTE))).toBe("taken");
    expect(codeOf(() => taken.cover(101 * KIBIBYTE))).toBe("rate-limited");
    expect(codeOf(() => bodies.enter("a", 0))).toBe("rate-limited");
  });

  it("has the room again that an upload leaves, once", () => {
    const bodies = room();
    for (let upload = 0; upload < 10; upload++) {
      const taken = bodies.enter("a", 100 * KIBIBYTE);
      taken.leave();
      taken.leave();
    }
    bodies.enter("a", 100 * KIBIBYTE);
    expect(codeOf(() => bodies.enter("b", 51 * KIBIBYTE))).toBe("unavailable");
  });
});
