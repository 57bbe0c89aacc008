import type { Check } from "../check";
import { nearest } from "../values/nearest";

/** A warning: a version may be newer than what is known of it. */
export const knownFirmware: Check = {
  id: "known-firmware",
  about: "The firmware is a version of the model",
  run({ texts, model }) {
    const got = texts.get("firmware");
    const versions = model?.firmwares;
    if (got === undefined || !model || !versions || versions.has(got)) return [];
    const meant = nearest(got, [...versions]);
    const hint = meant === null ? "Look whether the version was released for it" : `Probably ${meant}`;
    const expected = `a version of ${model.name}`;
    const remark = {
      column: "firmware",
      reason: "unknown-firmware",
      expected,
      got,
      hint,
      severity: "warning",
    } as const;
    return [meant === null ? remark : { ...remark, suggestion: meant }];
  },
};
