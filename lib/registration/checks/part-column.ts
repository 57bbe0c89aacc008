import type { PartColumn, SerialColumn } from "../columns/column";

const PARTS: Readonly<Record<SerialColumn, PartColumn>> = {
  motor_serial: "motor_part",
  battery_serial: "battery_part",
  battery_2_serial: "battery_2_part",
  display_serial: "display_part",
  remote_serial: "remote_part",
  module_serial: "module_part",
};

/** Where the part number of a component stands. */
export const partColumnOf = (serial: SerialColumn): PartColumn => PARTS[serial];
