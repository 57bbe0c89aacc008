import { normalNumber } from "@/lib/domain/bike-number";
import type { Check } from "../check";
import type { Remark } from "../finding";
import type { Known } from "../known";
import { partColumnOf } from "../part-column";
import { lookAlikes } from "../pattern/look-alikes";
import type { Subject, SubjectSerial } from "../subject";
import { componentKey, tidyIdentifier } from "../values/normal-value";

export const everProduced: Check = {
  id: "ever-produced",
  about: "Components were made, for this model and under this part number",
  run: (subject, { known }) =>
    subject.serials
      .filter(({ kind }) => known.producedKinds.has(kind))
      .flatMap((serial) => remarksOn(serial, subject, known)),
};

function remarksOn(serial: SubjectSerial, { model, texts }: Subject, known: Known): Remark[] {
  const { column, kind } = serial;
  const made = known.produced.get(componentKey(kind, serial.serial));
  if (!made) return [neverProduced(serial, known)];
  const remarks: Remark[] = [];
  if (model && made.modelCode !== null && made.modelCode !== model.code)
    remarks.push({
      column,
      reason: "other-model",
      expected: `a ${kind} for ${model.code}`,
      got: `${serial.serial} was made for ${made.modelCode}`,
      hint: `Correct the model or the ${kind}`,
    });
  const partColumn = partColumnOf(column);
  const part = texts.get(partColumn);
  if (part !== undefined && made.partNumber !== null && normalNumber(part) !== normalNumber(made.partNumber))
    remarks.push({
      column: partColumn,
      reason: "other-part",
      expected: made.partNumber,
      got: part,
      hint: `${serial.serial} is a ${made.partNumber}`,
      suggestion: made.partNumber,
    });
  return remarks;
}

function neverProduced({ column, kind, serial }: SubjectSerial, { produced }: Known): Remark {
  const meant = variantsOf(tidyIdentifier(serial)).find((variant) =>
    produced.has(componentKey(kind, variant)),
  );
  const remark = {
    column,
    reason: "never-produced",
    expected: `a ${kind} that was made`,
    got: `${serial} was never made`,
  } as const;
  if (meant !== undefined) return { ...remark, hint: `Probably ${meant}`, suggestion: meant };
  return { ...remark, hint: "Read the number on the component again" };
}

/** The number with one character for its look-alike, or two neighbours swapped. */
function variantsOf(tidy: string): string[] {
  return [...tidy].flatMap((char, at) => {
    const [before, after] = [tidy.slice(0, at), tidy.slice(at + 1)];
    const swapped = before + after.slice(0, 1) + char + after.slice(1);
    return [...lookAlikes(char).map((twin) => before + twin + after), swapped];
  });
}
