import type { Check } from "../check";
import { nearest } from "../values/nearest";

export const knownModel: Check = {
  id: "known-model",
  about: "The model is one of this OEM's",
  run({ texts, model }, { known }) {
    const got = texts.get("model");
    if (got === undefined || model !== null) return [];
    const models = [...known.models.values()];
    const named = models.find(({ name }) => name.toLowerCase() === got.toLowerCase())?.code;
    const meant = named ?? nearest(got, [...known.models.keys()]);
    const remark = {
      column: "model",
      reason: "unknown-model",
      expected: "the code of a known model",
      got,
    } as const;
    if (meant !== null) return [{ ...remark, hint: `Probably ${meant}`, suggestion: meant }];
    const codes = models.map(({ code }) => code).sort();
    const listed =
      codes.length <= MOST_LISTED ? codes.join(", ") : `${codes.slice(0, MOST_LISTED).join(", ")}, …`;
    return [
      { ...remark, hint: codes.length === 0 ? "No model is known yet: add it first" : `Known are ${listed}` },
    ];
  },
};

const MOST_LISTED = 5;
