import { formatDayKey } from "@/lib/format/time";
import type { Check } from "../check";
import type { Remark } from "../finding";
import { componentKey } from "../values/normal-value";

export const inAnotherBike: Check = {
  id: "in-another-bike",
  about: "Components are in no other bike",
  run(subject, { known }) {
    return subject.serials.flatMap(({ column, kind, serial }): Remark[] => {
      const holder = known.componentsInBikes.get(componentKey(kind, serial));
      if (!holder || (holder.sameOem && holder.bikeId === subject.texts.get("bike_id"))) return [];
      const expected = `a ${kind} that is in no bike`;
      if (!holder.sameOem)
        return [
          {
            column,
            reason: "in-use",
            expected,
            got: `${serial} is in another bike`,
            hint: "Check it; if it is right, ask support",
          },
        ];
      const since = holder.since === null ? "" : ` since ${formatDayKey(holder.since)}`;
      const got = `${serial} is in ${holder.bikeId}${since}`;
      return [
        {
          column,
          reason: "in-another-bike",
          expected,
          got,
          hint: `Swapped? Move the ${kind}, or correct the row`,
        },
      ];
    });
  },
};
