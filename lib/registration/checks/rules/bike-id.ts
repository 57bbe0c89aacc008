import { BIKE_ID_PATTERN } from "@/lib/domain/packet";
import type { Check } from "../check";
import { tidyIdentifier } from "../values/normal-value";

export const bikeId: Check = {
  id: "bike-id",
  about: "The telemetry id is one that modules can report",
  run({ texts }) {
    const text = texts.get("bike_id");
    if (text === undefined || BIKE_ID_PATTERN.test(text)) return [];
    const meant = tidyIdentifier(text);
    const isMeant = BIKE_ID_PATTERN.test(meant);
    return [
      {
        column: "bike_id",
        reason: "format",
        expected: "3 to 32 capital letters, digits and dashes",
        got: text,
        hint: isMeant ? `Probably ${meant}` : "Read the id that is printed on the module",
        ...(isMeant ? { suggestion: meant } : {}),
      },
    ];
  },
};
