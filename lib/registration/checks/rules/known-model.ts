import type { Check } from "../check";
import type { Remark } from "../finding";
import type { KnownModel } from "../known";
import { nearest } from "../values/nearest";

export const knownModel: Check = {
  id: "known-model",
  about: "The model is one of this OEM's, and not retired",
  run({ texts, model }, { known }) {
    const got = texts.get("model");
    if (got === undefined) return [];
    if (model !== null) return model.isRetired ? [retired(model)] : [];
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

const retired = ({ code, name }: KnownModel): Remark => ({
  column: "model",
  reason: "retired-model",
  expected: "a model that is not retired",
  got: code,
  hint: `No more bikes of ${name} are registered since it was retired`,
});

const MOST_LISTED = 5;
