import { COMPONENT_SLOTS, kindOf } from "@/lib/domain/master-data";
import type { Candidate } from "./candidate";
import type { Subject } from "./subject";
import { parseWattHours } from "./values/parse-watt-hours";

/** The bike that a row tells of; null where it does not tell all that is needed. Whether it is right is not its matter. */
export function toCandidate({ number, texts, normals, model, producedOn }: Subject): Candidate | null {
  const [bikeId, frameNumber] = [texts.get("bike_id"), texts.get("frame_number")];
  const frameNormal = normals.get("frame_number");
  if (bikeId === undefined || frameNumber === undefined || frameNormal === undefined) return null;
  if (model === null || producedOn?.kind !== "day") return null;
  const wattHours = texts.get("battery_wh");
  return {
    rowNumber: number,
    bikeId,
    frameNumber,
    frameNormal,
    modelCode: model.code,
    producedOn: producedOn.iso,
    fnuci: normals.get("fnuci") ?? null,
    batteryPassport: normals.get("battery_passport") ?? null,
    imei: normals.get("imei") ?? null,
    iccid: normals.get("iccid") ?? null,
    firmware: texts.get("firmware") ?? null,
    batteryWh: wattHours === undefined ? null : parseWattHours(wattHours),
    components: COMPONENT_SLOTS.flatMap((slot) => {
      const [serial, part] = [texts.get(`${slot}_serial`) ?? null, texts.get(`${slot}_part`) ?? null];
      return serial === null && part === null ? [] : [{ slot, kind: kindOf(slot), serial, part }];
    }),
  };
}
