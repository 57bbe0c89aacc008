import type { Check } from "../check";
import { parseWattHours } from "../values/parse-watt-hours";

export const batteryCapacity: Check = {
  id: "battery-capacity",
  about: "The battery has the capacity that the model takes",
  run({ texts, model }) {
    const text = texts.get("battery_wh");
    if (text === undefined) return [];
    const wattHours = parseWattHours(text);
    if (wattHours === null)
      return [
        {
          column: "battery_wh",
          reason: "not-a-number",
          expected: "watt hours, such as 625",
          got: text,
          hint: "Write the number of watt hours",
        },
      ];
    const wanted = model?.batteryWh ?? wattHours;
    if (wattHours === wanted) return [];
    return [
      {
        column: "battery_wh",
        reason: "other-capacity",
        expected: `${wanted} Wh`,
        got: `${wattHours} Wh`,
        hint: `Model ${model?.name} takes ${wanted} Wh`,
      },
    ];
  },
};
