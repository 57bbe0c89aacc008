import { expect, it } from "vitest";
import type { QuarantineReason } from "@/lib/domain/outcome";
import { OUTCOME_WORDS } from "./outcome-words";

/** What lost a collision is told of by itself. */
const WORDS: Readonly<Record<Exclude<QuarantineReason, "collision">, string>> = {
  "implausible-time": "without a usable time",
  "ahead-of-clock": "ahead of the clock",
  "sealed-collision": "would change a sealed week",
};

it("says of what is quarantined every reason that there is", () => {
  const words = OUTCOME_WORDS.find(({ outcome }) => outcome === "quarantined");
  for (const reason of Object.values(WORDS)) expect(words?.meaning).toContain(reason);
});
