import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StoreSlots, type Urgency } from "./store-slots";

/** Requests that have come in, in their order, and a way to end them. */
function requestsAt(slots: StoreSlots) {
  const inside: string[] = [];
  const come = (name: string, urgency: Urgency) => {
    void slots.enter(urgency).then(() => inside.push(name));
  };
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { inside, come, settled };
}

describe("places at the store", () => {
  it("are urgent requests' but for one while patient ones queue", async () => {
    const slots = new StoreSlots(4);
    const { inside, come, settled } = requestsAt(slots);
    for (let at = 0; at < 10; at++) come(`late ${at}`, "patient");
    await settled();
    expect(inside).toEqual(["late 0"]);
    for (let at = 0; at < 3; at++) {
      expect(slots.isFree("urgent")).toBe(true);
      come(`live ${at}`, "urgent");
    }
    await settled();
    expect(inside).toEqual(["late 0", "live 0", "live 1", "live 2"]);
  });

  it.each([1, 2, 4])(
    "of %i are patient requests' again and again while urgent ones never end",
    async (limit) => {
      const slots = new StoreSlots(limit);
      const { inside, come, settled } = requestsAt(slots);
      for (let at = 0; at < 200; at++) come("live", "urgent");
      for (let at = 0; at < 200; at++) come("late", "patient");
      for (let done = 0; done < 100; done++) {
        await settled();
        slots.leave(inside[done] === "late" ? "patient" : "urgent", false);
      }
      await settled();
      const late = inside.filter((name) => name === "late").length;
      expect(late).toBeGreaterThanOrEqual(10);
      expect(late).toBeLessThan(60);
    },
  );

  it("let urgent requests go before patient ones that came earlier", async () => {
    const slots = new StoreSlots(1);
    const { inside, come, settled } = requestsAt(slots);
    come("first", "patient");
    come("late", "patient");
    come("live", "urgent");
    await settled();
    slots.leave("patient", true);
    await settled();
    expect(inside).toEqual(["first", "live"]);
  });

  it("are halved by a refusal and come back, with all who wait for them, after good stretches", async () => {
    const slots = new StoreSlots(4);
    const { inside, come, settled } = requestsAt(slots);
    come("refused", "urgent");
    slots.leave("urgent", false);
    for (let at = 0; at < 60; at++) come(`live ${at}`, "urgent");
    await settled();
    expect(inside).toHaveLength(3);
    for (let done = 0; done < 40; done++) slots.leave("urgent", true);
    await settled();
    expect(inside).toHaveLength(1 + 40 + 4);
  });

  it("hold no more than the limit, forget nobody, and starve nobody once others have left", async () => {
    const aStep = fc.constantFrom<Urgency | "end">("urgent", "patient", "end", "end");
    await fc.assert(
      fc.asyncProperty(
        fc.array(aStep, { maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        async (steps, limit) => {
          const slots = new StoreSlots(limit);
          const inside: Urgency[] = [];
          let came = 0;
          let ended = 0;
          const end = () => {
            const urgency = inside.shift();
            if (!urgency) return;
            slots.leave(urgency, true);
            ended++;
          };
          const turn = async () => {
            for (let at = 0; at < 4; at++) await Promise.resolve();
            expect(inside.length).toBeLessThanOrEqual(limit);
          };
          for (const step of steps) {
            if (step === "end") end();
            else {
              came++;
              void slots.enter(step).then(() => inside.push(step));
            }
            await turn();
          }
          while (inside.length > 0) {
            end();
            await turn();
          }
          expect(ended).toBe(came);
        },
      ),
      { numRuns: 300 },
    );
  });
});
