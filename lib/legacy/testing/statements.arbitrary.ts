import fc from "fast-check";
import { TRUSTS } from "@/lib/domain/master-data";
import type { FactKey } from "../fact";
import type { Statement } from "../statement";
import { said } from "./said";

const few = (...values: string[]) => fc.constantFrom(...values);
/** So few values that bikes share numbers all the time. */
const VALUES = {
  bike_id: few("LI-A", "LI-B", "LI-C"),
  frame_number: few("F-1", "F-2", "f2", "F-3"),
  imei: few("1", "2", "3"),
  iccid: few("8", "9"),
  motor_serial: few("M1", "M2"),
  battery_serial: few("P1", "P2"),
  battery_2_serial: few("P1", "P2"),
  model: few("T1", "T2"),
  produced_on: few("2020-01-01", "2021-01-01"),
  firmware: few("4.1", "4.2"),
} satisfies Partial<Record<FactKey, unknown>>;

/** Rows of old files: parts of bikes, of different OEMs, sources and trust. */
export const anyStatement: fc.Arbitrary<Statement> = fc
  .tuple(
    fc.record(VALUES, { requiredKeys: [] }),
    fc.constantFrom(...TRUSTS),
    few("north", "south"),
    few("oem", "oem", "other"),
  )
  .map(([values, trust, source, oemId]) => said(values, { trust, source, oemId }));
