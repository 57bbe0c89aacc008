import type { ColumnKey } from "../../columns/column";
import { columnOf } from "../../columns/columns";
import type { Check } from "../check";
import type { Remark } from "../finding";
import type { Subject } from "../subject";
import { isDate, isIccid, isImei, isPassport } from "../values/forms";
import { normalValue } from "../values/normal-value";
import type { World } from "../world";

/** Columns whose values are told from all others by their form. */
const FORMS: readonly {
  readonly key: ColumnKey;
  readonly named: string;
  fits(text: string, world: World): boolean;
}[] = [
  { key: "model", named: "a model", fits: (text, { isModel }) => isModel(text) },
  { key: "produced_on", named: "a date", fits: isDate },
  { key: "imei", named: "an IMEI", fits: isImei },
  { key: "iccid", named: "an ICCID", fits: isIccid },
  { key: "battery_passport", named: "a battery passport", fits: isPassport },
];

export const shiftedColumns: Check = {
  id: "shifted-columns",
  about: "Values stand under the names that they belong to",
  endsRow: (remarks, { surplus }) => surplus > 0 || remarks.length > 1,
  run(subject, world) {
    const misplaced = FORMS.flatMap((form) => misplacedIn(subject, world, form));
    return misplaced.length > 0 || subject.surplus === 0 ? misplaced : [tooManyCells(subject)];
  },
};

function misplacedIn({ texts }: Subject, world: World, own: (typeof FORMS)[number]): Remark[] {
  const text = texts.get(own.key);
  const fits = ({ key, fits }: (typeof FORMS)[number]) =>
    text !== undefined && fits(normalValue(key, text), world);
  if (text === undefined || fits(own)) return [];
  const other = FORMS.find(fits);
  if (!other) return [];
  return [
    {
      column: own.key,
      reason: "shifted",
      expected: own.named,
      got: `${other.named}: ${text}`,
      hint: `Belongs under ${columnOf(other.key).label}: compare the row with the header`,
    },
  ];
}

const tooManyCells = ({ surplus }: Subject): Remark => ({
  column: null,
  reason: "shifted",
  expected: "as many cells as the header has",
  got: `${surplus} more`,
  hint: "A comma or semicolon inside of a value? Put the value in quotes",
});
