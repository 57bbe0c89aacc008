import { columnOf } from "../../columns/columns";
import type { Check } from "../check";
import { UNIQUE_COLUMNS } from "../file-index";
import type { Remark } from "../finding";
import { holdersOf } from "../holders";

/** A bike of the same OEM is named, once; of another OEM's nothing is told but that there is one. */
export const alreadyRegistered: Check = {
  id: "already-registered",
  about: "No other bike has the same identifier",
  run(subject, { known }) {
    const told = new Set<string>();
    return ORDER.flatMap((column): Remark[] => {
      const text = subject.texts.get(column) ?? "";
      const normal = subject.normals.get(column);
      const holder = normal === undefined ? undefined : holdersOf(known, column).get(normal);
      if (!holder || (holder.sameOem && told.has(holder.bikeId))) return [];
      if (!holder.sameOem)
        return [
          {
            column,
            reason: "taken",
            expected: "one that is free",
            got: `${text} is taken`,
            hint: "Check it; if it is right, ask support",
          },
        ];
      told.add(holder.bikeId);
      const isOwn = holder.bikeId === subject.texts.get("bike_id");
      const got = isOwn
        ? `${holder.bikeId} is registered with other values`
        : `${text} belongs to ${holder.bikeId}`;
      const hint = isOwn
        ? "Change the bike on its page, or take the row out"
        : `Correct the ${columnOf(column).label.toLowerCase()}`;
      return [{ column, reason: "registered", expected: "a bike that is new", got, hint }];
    });
  },
};

/** The id says best which bike it is. */
const ORDER = ["bike_id" as const, ...UNIQUE_COLUMNS.filter((column) => column !== "bike_id")];
