import { COLUMNS } from "../../columns/columns";
import type { Check } from "../check";

export const requiredValue: Check = {
  id: "required-value",
  about: "What every bike needs is there",
  run: ({ texts, cells }) =>
    COLUMNS.filter(
      ({ key, required }) => required && !texts.has(key) && cells.get(key)?.kind !== "formula",
    ).map(({ key, example, about }) => ({
      column: key,
      reason: "missing",
      expected: `a value such as ${example}`,
      got: "an empty cell",
      hint: about,
    })),
};
