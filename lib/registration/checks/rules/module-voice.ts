import type { Check } from "../check";
import { voiceKey } from "../values/normal-value";

/** Which bike is meant is told to nobody: it may be another OEM's. */
export const moduleVoice: Check = {
  id: "module-voice",
  about: "Modules that were in use are moved on the bike's page, where their readings go with them",
  run({ texts }, { known }) {
    const [bikeId, module] = [texts.get("bike_id"), texts.get("module_serial") ?? null];
    const taken = bikeId === undefined ? undefined : known.voicesTaken.get(voiceKey(bikeId, module));
    switch (taken) {
      case undefined:
        return [];
      case "module":
        return [
          {
            column: "module_serial",
            reason: "reports-elsewhere",
            expected: "a module that was in no other bike",
            got: `${module}: its readings carry the id of the bike that it was in`,
            hint: "Leave the cell empty, then move the module on the bike's page",
          },
        ];
      case "bike":
        return [
          {
            column: "bike_id",
            reason: "reports-elsewhere",
            expected: "an id that no module in another bike reports",
            got: `${bikeId}: a module in another bike reports it`,
            hint: "Check it; if it is right, move that module on its bike's page first, or ask support",
          },
        ];
    }
  },
};
