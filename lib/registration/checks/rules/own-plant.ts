import type { Check } from "../check";

export const ownPlant: Check = {
  id: "own-plant",
  about: "The plant is one of the OEM that registers",
  run: (_, { known }) =>
    known.plantBelongs
      ? []
      : [
          {
            column: null,
            reason: "plant-not-yours",
            expected: "a plant of your organisation",
            got: "another one",
            hint: "Choose the plant again and upload the file to it",
          },
        ],
};
