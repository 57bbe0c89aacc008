import { columnOf } from "../../columns/columns";
import type { Check } from "../check";

export const twiceInRow: Check = {
  id: "twice-in-row",
  about: "Each component of a bike has a number of its own",
  run(subject) {
    const serials = subject.serials;
    return serials.flatMap(({ column, serial, normal }, index) => {
      const first = serials.findIndex((each) => each.normal === normal);
      const other = serials[first];
      if (first === index || !other) return [];
      const label = columnOf(other.column).label.toLowerCase();
      return [
        {
          column,
          reason: "twice-in-row",
          expected: "a number of its own",
          got: `${serial}, also the ${label}`,
          hint: "Copied from the wrong column? Read the number on the component",
        },
      ];
    });
  },
};
