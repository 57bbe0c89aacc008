import type { UNIQUE_COLUMNS } from "./file-index";
import type { BikeHolder, Known } from "./known";

/** The bikes that have an identifier of one column. */
export function holdersOf(
  known: Known,
  column: (typeof UNIQUE_COLUMNS)[number],
): ReadonlyMap<string, BikeHolder> {
  switch (column) {
    case "bike_id":
      return known.bikesById;
    case "frame_number":
      return known.bikesByFrame;
    case "fnuci":
      return known.bikesByFnuci;
    case "battery_passport":
      return known.bikesByPassport;
    case "imei":
      return known.bikesByImei;
    case "iccid":
      return known.bikesByIccid;
  }
}
