import type { Check } from "./check";
import { alreadyRegistered } from "./rules/already-registered";
import { alsoInFile } from "./rules/also-in-file";
import { batteryCapacity } from "./rules/battery-capacity";
import { bikeId } from "./rules/bike-id";
import { boundBike } from "./rules/bound-bike";
import { cellKind } from "./rules/cell-kind";
import { damagedText } from "./rules/damaged-text";
import { everProduced } from "./rules/ever-produced";
import { inAnotherBike } from "./rules/in-another-bike";
import { knownFirmware } from "./rules/known-firmware";
import { knownModel } from "./rules/known-model";
import { makerForm } from "./rules/maker-form";
import { moduleVoice } from "./rules/module-voice";
import { noSerial } from "./rules/no-serial";
import { ownPlant } from "./rules/own-plant";
import { plainText } from "./rules/plain-text";
import { productionDate } from "./rules/production-date";
import { publicForm } from "./rules/public-form";
import { requiredValue } from "./rules/required-value";
import { shiftedColumns } from "./rules/shifted-columns";
import { twiceInRow } from "./rules/twice-in-row";

/**
 * All checks. What says most about a cell comes first, for only one finding about it is shown: how the cell came to be,
 * then whether its value can be right, then whether it fits everything else.
 */
export const CHECKS: readonly Check[] = [
  ownPlant,
  shiftedColumns,
  cellKind,
  requiredValue,
  damagedText,
  noSerial,
  bikeId,
  boundBike,
  makerForm,
  publicForm,
  plainText,
  productionDate,
  knownModel,
  batteryCapacity,
  twiceInRow,
  alsoInFile,
  alreadyRegistered,
  inAnotherBike,
  moduleVoice,
  everProduced,
  knownFirmware,
];
