import { expect, it } from "vitest";
import { readToldWithdrawal, withdrawalKey } from "./told-withdrawal";

const told = {
  ...{ id: "5f0c3f2e-7a53-4c1c-9d5b-000000000001", rider: "5f0c3f2e-7a53-4c1c-9d5b-000000000002" },
  ...{ purpose: "range-model", notice: 1, language: "en", effective: 1, recorded: 2 },
};

it("comes back from its record, under a key that the next withdrawal of the same has, too", () => {
  expect(readToldWithdrawal(JSON.stringify(told))).toEqual(told);
  expect(withdrawalKey(told)).toBe(withdrawalKey({ ...told, id: told.rider, recorded: 9 }));
  expect(withdrawalKey(told)).not.toBe(withdrawalKey({ ...told, purpose: "planning-aggregates" }));
});

it.each(["", "{", "[]", JSON.stringify({ ...told, rider: "ann" })])(
  "is none where it cannot be read: %j",
  (text) => {
    expect(readToldWithdrawal(text)).toBeNull();
  },
);
