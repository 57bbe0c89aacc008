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
  const room = () => new BodyRoom({ organisationBytes: 400 * KIBIBYTE, processBytes: 600 * KIBIBYTE });

  it("tells an organisation to wait whose bodies take all that they may, and no other", () => {
    const bodies = room();
    bodies.enter("a").cover(290 * KIBIBYTE);
    expect(codeOf(() => bodies.enter("a"))).toBe("rate-limited");
    expect(codeOf(() => bodies.enter("b"))).toBe("taken");
  });

  it("is unavailable when the uploads of all take all", () => {
    const bodies = room();
    bodies.enter("a").cover(290 * KIBIBYTE);
    bodies.enter("b").cover(100 * KIBIBYTE);
    expect(codeOf(() => bodies.enter("c"))).toBe("unavailable");
  });

  it("takes room for what is there, and a little for what is not", () => {
    const bodies = room();
    const taken = bodies.enter("a");
    bodies.enter("a");
    expect(codeOf(() => taken.cover(236 * KIBIBYTE))).toBe("taken");
    expect(codeOf(() => taken.cover(237 * KIBIBYTE))).toBe("rate-limited");
    expect(codeOf(() => bodies.enter("a"))).toBe("rate-limited");
  });

  it("leaves a part for the decoding of bodies that are there", () => {
    const bodies = room();
    const taken = bodies.enter("a");
    taken.cover(300 * KIBIBYTE);
    expect(codeOf(() => bodies.enter("a"))).toBe("rate-limited");
    expect(codeOf(() => taken.hold(400 * KIBIBYTE))).toBe("taken");
    expect(codeOf(() => taken.hold(401 * KIBIBYTE))).toBe("rate-limited");
  });

  it("has the room again that an upload leaves, once", () => {
    const bodies = room();
    for (let upload = 0; upload < 10; upload++) {
      const taken = bodies.enter("a");
      taken.hold(400 * KIBIBYTE);
      taken.leave();
      taken.leave();
    }
    bodies.enter("a").hold(400 * KIBIBYTE);
    expect(codeOf(() => bodies.enter("b").hold(201 * KIBIBYTE))).toBe("unavailable");
  });
});
