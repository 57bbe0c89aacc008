import type { ColumnKey } from "../../columns/column";
import { columnOf } from "../../columns/columns";
import type { Check } from "../check";
import type { Remark } from "../finding";
import { fitPattern } from "../pattern/fit-pattern";
import { characterWords, inLatin, meantWords } from "../pattern/look-alikes";
import { type Pattern, patternShape } from "../pattern/pattern";
import type { Subject } from "../subject";
import { isPlainIdentifier } from "../values/forms";
import type { World } from "../world";

const MAX_CHARACTERS = 64;

/** Numbers have the form that their maker gave them; a look-alike such as O for 0 is named. */
export const makerForm: Check = {
  id: "maker-form",
  about: "Frame and serial numbers have the form that the model's have",
  run: (subject, world) =>
    numbersOf(subject, world).flatMap(({ column, text, normal, pattern }) => {
      const meant = pattern === null ? inLatin(normal) : fitPattern(pattern, normal);
      if (meant === normal)
        return isPlainIdentifier(normal) && text.length <= MAX_CHARACTERS ? [] : [plainRemark(column, text)];
      return [
        meant === null ? formRemark(column, text, pattern, subject) : lookAlikeRemark(column, normal, meant),
      ];
    }),
};

interface MadeNumber {
  readonly column: ColumnKey;
  readonly text: string;
  readonly normal: string;
  readonly pattern: Pattern | null;
}

function numbersOf(subject: Subject, world: World): MadeNumber[] {
  const { texts, normals, model } = subject;
  const [text, normal] = [texts.get("frame_number"), normals.get("frame_number")];
  const frame: MadeNumber[] =
    text === undefined || normal === undefined
      ? []
      : [{ column: "frame_number", text, normal, pattern: world.pattern(model?.framePattern) }];
  const serials = subject.serials.map(({ column, kind, serial, normal }) => ({
    column,
    text: serial,
    normal,
    pattern: world.pattern(model?.serialPatterns[kind]),
  }));
  return [...frame, ...serials];
}

function lookAlikeRemark(column: ColumnKey, normal: string, meant: string): Remark {
  const at = [...normal].findIndex((char, index) => char !== meant[index]);
  const [was = "", is = ""] = [normal[at], meant[at]];
  return {
    column,
    reason: "look-alike",
    expected: meant,
    got: characterWords(was),
    hint: `Looks like ${meantWords(is)}: ${meant}`,
    suggestion: meant,
  };
}

function formRemark(column: ColumnKey, text: string, pattern: Pattern | null, { model }: Subject): Remark {
  const shape = pattern === null ? "" : patternShape(pattern);
  const { label } = columnOf(column);
  return {
    column,
    reason: "format",
    expected: shape,
    got: text,
    hint: `${label} of a ${model?.name ?? "bike"} looks like ${shape}`,
  };
}

const plainRemark = (column: ColumnKey, text: string): Remark => ({
  column,
  reason: "format",
  expected: "3 to 64 letters, digits and dashes",
  got: text,
  hint: "Look for a sign that does not belong to the number",
});
