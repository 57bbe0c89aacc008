import type { ColumnKey } from "../../columns/column";
import { COLUMNS } from "../../columns/columns";
import type { Check } from "../check";
import type { Remark } from "../finding";
import { tidyIdentifier } from "../values/normal-value";

/** Numbers of standards that stand on frames and batteries, where people look for a serial number. */
const STANDARD_NUMBERS =
  "14764|14765|14766|14781|14872|15194|15918|4210|8098|79100|79010|79009|62133|50604|62368|60335|38\\.3";
const STANDARD = new RegExp(
  `^((DIN|EN|ISO|IEC|UL|UN|PAS|NF|BS)-?){1,4}(${STANDARD_NUMBERS})(-\\d{1,2})?(:\\d{4})?$`,
);
const MARKS = new Set(["CE", "UKCA", "WEEE", "ROHS", "EPAC", "PEDELEC"]);
const WORDS = new Set(
  [
    "N/A",
    "N.A.",
    "NA",
    "#N/A",
    "NONE",
    "NULL",
    "NIL",
    "UNKNOWN",
    "TBD",
    "TBC",
    "TODO",
    "TEST",
    "XXX",
    "?",
    "??",
    "???",
    "-",
  ].concat(
    [
      "UNBEKANNT",
      "KEINE",
      "KEIN",
      "OHNE",
      "FEHLT",
      "INCONNU",
      "INCONNUE",
      "AUCUN",
      "AUCUNE",
      "SANS",
      "SCONOSCIUTO",
      "NESSUNO",
    ],
    ["NO-SERIAL", "SERIAL", "SERIAL-NUMBER", "SERIENNUMMER"],
  ),
);
const ONE_CHARACTER = /^(.)\1{2,}$/;
const LADDERS = ["01234567890123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "98765432109876543210"];
const MIN_LADDER = 6;

export const noSerial: Check = {
  id: "no-serial",
  about: "Numbers are not those of a standard, and no words in the place of a number",
  run: ({ texts }) =>
    COLUMNS.flatMap(({ key, kind, required }) => {
      const text = texts.get(key);
      const remark = text === undefined || kind !== "identifier" ? null : remarkOn(text, key, required);
      return remark === null ? [] : [{ column: key, ...remark }];
    }),
};

function remarkOn(text: string, key: ColumnKey, required: boolean): Omit<Remark, "column"> | null {
  const normal = tidyIdentifier(text);
  const expected = "a number of this one bike";
  const where =
    key === "frame_number" ? "Read the number under the bottom bracket" : "Read the number on the label";
  if (STANDARD.test(normal) || MARKS.has(normal))
    return {
      reason: "safety-standard",
      expected,
      got: `${text}: a safety standard, not a serial`,
      hint: where,
    };
  if (!isPlaceholder(normal)) return null;
  return {
    reason: "placeholder",
    expected,
    got: `${text}: stands for no number`,
    hint: required ? where : "Leave the cell empty",
  };
}

function isPlaceholder(normal: string): boolean {
  const bare = normal.replace(/[^\p{L}\p{N}]/gu, "");
  const isLadder =
    bare.length >= MIN_LADDER &&
    LADDERS.some((ladder) => ladder.startsWith(bare) || ladder.startsWith(bare, 1));
  return WORDS.has(normal) || bare === "" || ONE_CHARACTER.test(bare) || isLadder;
}
