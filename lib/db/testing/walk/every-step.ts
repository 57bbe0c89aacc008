import { OF_ADMINISTRATION } from "./of-administration";
import { OF_BIKES } from "./of-bikes";
import { OF_CONSENT } from "./of-consent";
import { OF_LEGACY } from "./of-legacy";
import { OF_QUALITY } from "./of-quality";
import { OF_REGISTRATION } from "./of-registration";
import { OF_REPORTS } from "./of-reports";
import type { Step } from "./step";

export const EVERY_STEP: readonly Step[] = [
  ...OF_REGISTRATION,
  ...OF_BIKES,
  ...OF_QUALITY,
  ...OF_LEGACY,
  ...OF_ADMINISTRATION,
  ...OF_CONSENT,
  ...OF_REPORTS,
];
