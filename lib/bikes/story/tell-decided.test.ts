import { expect, it } from "vitest";
import type { DecidedContradiction } from "./read-decided";
import { tellDecided } from "./tell-decided";

const decided: DecidedContradiction = {
  ...{ id: 7, fact: "frame_number", decision: "take", reason: "seen on it", atMs: 5 },
  ruling: { kind: "value", bikeId: "TD-1", normal: "AB1" },
  sides: [
    { bikeId: "TD-1", value: "AB-7", normal: "AB7" },
    { bikeId: "TD-1", value: "AB-1", normal: "AB1" },
  ],
};
const told = (more: Partial<DecidedContradiction>) =>
  tellDecided([{ ...decided, ...more }], [])[0]?.text.replace("Old data contradicted each other", "…");

it("a contradiction is told with what was decided, as far as it is known", () => {
  expect(told({})).toBe("… on the frame number: AB-1 was taken, not AB-7");
  expect(told({ sides: null, ruling: null })).toBe("… on the frame number: another value was taken");
  expect(told({ fact: "battery_2_serial", decision: "merge", ruling: null })).toBe(
    "… on the second battery: two bikes were found to be one",
  );
  expect(told({ fact: "imei", decision: "settled", ruling: null })).toBe(
    "… on the IMEI: what is known agrees by now",
  );
  expect(
    told({
      fact: null,
      ruling: { kind: "owner", bikeId: "TD-1", oemId: "o2" },
      sides: [
        { bikeId: "TD-1", value: "Veloform", normal: "o1" },
        { bikeId: "TD-1", value: "Kargon", normal: "o2" },
      ],
    }),
  ).toBe("… on its OEM: Kargon has it, not Veloform");
});

it("it is told by whom, where that is the decision and not a question before it", () => {
  const audited = ["take", "ask-oem"].map((decision) => ({
    ...{ at: 5, verb: "decide-contradiction", subject: "contradiction:7", reason: "seen on it" },
    ...{ by: decision === "take" ? "Stella" : "Steve", details: { decision } },
  }));
  expect(tellDecided([decided], audited.toReversed())[0]?.by).toBe("Stella");
  expect(tellDecided([{ ...decided, id: 8 }], audited)[0]?.by).toBeNull();
});
